package org.imagefactory.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.files.Ownership;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.SourceUri;

/** The folders that a build writes to. */
final class FoldersCheck implements Check {

    private final Path outputFolder;

    FoldersCheck(Path outputFolder) {
        this.outputFolder = outputFolder.toAbsolutePath();
    }

    @Override
    public List<Finding> look(ImageSpec spec) {
        List<Finding> findings = new ArrayList<>();
        findings.add(folder("output folder", outputFolder, outputFolder));
        if (isOpenToOthers()) {
            findings.add(
                    Finding.warning(
                            "output folder '%s': others may write to it, and so replace images"
                                            .formatted(outputFolder)
                                    + " and whatever else a build puts there",
                            "take the permission from them: chmod go-w, or another folder"));
        }
        // Local files are used where they are.
        boolean cached =
                ProgramsCheck.sources(spec).stream()
                        .anyMatch(source -> source.scheme() != SourceUri.Scheme.FILE);
        if (cached) {
            Path cache = spec.imageCache().toAbsolutePath();
            findings.add(folder("cache folder", cache, existingParent(cache)));
        }
        return findings;
    }

    private boolean isOpenToOthers() {
        try {
            return Ownership.isOpenToOthers(outputFolder);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // no such folder, or no such permissions
        }
    }

    /** The folder itself, or the one that it would be made in. */
    private static Path existingParent(Path folder) {
        Path existing = folder;
        while (!Files.exists(existing)) {
            Path parent = existing.getParent();
            if (parent == null) {
                return existing;
            }
            existing = parent;
        }
        return existing;
    }

    private static Finding folder(String what, Path folder, Path existing) {
        if (!Files.isDirectory(existing)) {
            return Finding.hostError(
                    "%s '%s': '%s' is not a folder".formatted(what, folder, existing), "");
        }
        if (!Files.isWritable(existing) || !Files.isExecutable(existing)) {
            return Finding.hostError(
                    "%s '%s': no permission to write to '%s'".formatted(what, folder, existing),
                    "choose another folder or change its owner");
        }
        return Finding.ok("%s '%s' can be written to".formatted(what, folder));
    }
}
