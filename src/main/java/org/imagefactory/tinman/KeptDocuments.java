package org.imagefactory.tinman;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.FileReason;
import org.imagefactory.plugin.ImageJob;

/**
 * Keeps what a build wrote about an image: in a hidden folder beside the images, a folder for each,
 * so that a store still looks like one to others.
 */
final class KeptDocuments {

    private final ImageJob job;
    private final List<String> names = new ArrayList<>();
    private final Map<Path, Path> kept = new LinkedHashMap<>();

    KeptDocuments(ImageJob job) {
        this.job = job;
    }

    /**
     * Takes files of a build; a document that cannot be kept is worth a line in the log, and no
     * image.
     *
     * @param base what their names begin with, before a dot; they lose it
     */
    void keep(List<Path> files, String base) {
        for (Path file : files) {
            String name = file.toFile().getName();
            String suffix = name.startsWith(base + ".") ? name.substring(base.length() + 1) : name;
            try {
                Path folder = Files.createDirectories(job.documents());
                Files.move(file, folder.resolve(suffix), StandardCopyOption.REPLACE_EXISTING);
                names.add(suffix);
                kept.put(file, folder.resolve(suffix));
            } catch (IOException e) {
                job.log("warning: %s is not kept: %s".formatted(name, FileReason.of(e)));
            }
        }
        if (!names.isEmpty()) {
            job.setProperty("documents", List.copyOf(names));
        }
    }

    /** A text that may name these files where they were names them where they are. */
    String relocated(String text) {
        String now = text;
        for (Map.Entry<Path, Path> file : kept.entrySet()) {
            now = now.replace(file.getKey().toString(), file.getValue().toString());
        }
        return now;
    }
}
