package org.imagefactory.tinman;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.ImageFactory;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.report.BuildEvent;

/** Removes what builds have left whose process has died: their machines, and what these hold. */
final class KilledBuilds {

    private static final String BEGIN = ".";
    private static final String END = ".staging";

    private final ImageFactory factory;
    private final TemplateResolver resolver;

    KilledBuilds(ImageFactory factory, TemplateResolver resolver) {
        this.factory = factory;
        this.resolver = resolver;
    }

    /**
     * @param output where a build worked; need not exist
     * @throws BuildException something may still be there
     */
    void remove(Path output) throws BuildException, InterruptedException {
        List<String> failures = new ArrayList<>();
        for (String section : sections(output)) {
            factory.housekeeping()
                    .prune(
                            resolver.section(section),
                            output,
                            false,
                            event -> {
                                if (event instanceof BuildEvent.Warning warning) {
                                    failures.add(warning.text());
                                }
                            });
        }
        if (!failures.isEmpty()) {
            throw new HostException(String.join("; ", failures), "");
        }
    }

    /** The sections that something is left of. */
    private static List<String> sections(Path output) throws HostException {
        List<String> sections = new ArrayList<>();
        if (!Files.isDirectory(output, LinkOption.NOFOLLOW_LINKS)) {
            return sections;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(output, BEGIN + "*" + END)) {
            for (Path file : files) {
                String name = file.toFile().getName();
                sections.add(name.substring(BEGIN.length(), name.length() - END.length()));
            }
            return sections;
        } catch (IOException | DirectoryIteratorException e) {
            throw new HostException("cannot look into %s: %s".formatted(output, e), "", e);
        }
    }
}
