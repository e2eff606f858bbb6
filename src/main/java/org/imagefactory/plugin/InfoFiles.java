package org.imagefactory.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;

/** Finds the files with descriptions. */
final class InfoFiles {

    private static final String SUFFIX = ".info";

    /** A description is some hundred bytes. */
    private static final int LONGEST = 1 << 20;

    private static final List<String> SHIPPED =
            List.of(
                    "Azure",
                    "Docker",
                    "EC2",
                    "GCE",
                    "HyperV",
                    "MockCloud",
                    "MockOS",
                    "OVA",
                    "OpenStack",
                    "RHEVM",
                    "TinMan",
                    "vSphere");

    /** Reads one. */
    @FunctionalInterface
    interface Content {

        /**
         * @throws IOException it cannot be read, or is none
         */
        byte[] read() throws IOException;
    }

    private InfoFiles() {}

    /** Those in the program, by the names of the plugins. */
    static SortedMap<String, Content> shipped() {
        SortedMap<String, Content> files = new TreeMap<>();
        SHIPPED.forEach(name -> files.put(name, () -> resource(name + SUFFIX)));
        return files;
    }

    /** Those in a folder, by the names of the plugins. */
    static SortedMap<String, Content> in(Path folder) throws BuildException {
        SortedMap<String, Content> files = new TreeMap<>();
        for (Path file : list(folder, SUFFIX)) {
            String name = String.valueOf(file.getFileName());
            files.put(name.substring(0, name.length() - SUFFIX.length()), () -> content(file));
        }
        return files;
    }

    /**
     * The files with a suffix, without hidden ones.
     *
     * @throws BuildException the folder cannot be read
     */
    static List<Path> list(Path folder, String suffix) throws BuildException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            for (Path file : found) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(suffix) && !name.startsWith(".")) {
                    files.add(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new HostException(
                    "the plugins folder %s cannot be read".formatted(folder),
                    "name one that exists by --plugins",
                    e);
        }
        files.sort(null);
        return files;
    }

    /** Of nothing that would never end or never begin. */
    private static byte[] content(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("it is no regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LONGEST + 1);
            if (content.length > LONGEST) {
                throw new IOException("it has more than %d bytes".formatted(LONGEST));
            }
            return content;
        } catch (java.nio.file.AccessDeniedException e) {
            throw new IOException("it cannot be read: permission denied", e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = InfoFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
