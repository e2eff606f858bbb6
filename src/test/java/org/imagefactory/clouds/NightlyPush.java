package org.imagefactory.clouds;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.forms.FinishedImage;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.UploadDestination;
import org.imagefactory.spec.UploadType;

/**
 * A finished image on its way to a cloud, as the uploads of a build bring it there.
 *
 * @param file in the form of the cloud
 * @param credentials what is in their file
 */
record NightlyPush(UploadType type, Path file, String target, String credentials) {

    static final String BUILD = "debian-13-2026-11-30";

    /**
     * @return what it is called there
     */
    String run() throws Exception {
        return Clouds.forms(Map.of())
                .push(
                        new CommonsExecRunner(System.getenv()),
                        image(),
                        destination(),
                        List.of(file),
                        folder(),
                        event -> {});
    }

    /** What it left goes, as if it had been killed. */
    void removeLeftovers() throws Exception {
        Clouds.forms(Map.of())
                .removeLeftovers(
                        new CommonsExecRunner(System.getenv()),
                        image(),
                        destination(),
                        folder(),
                        event -> {});
    }

    private FinishedImage image() {
        return new FinishedImage(
                file, new ImageName("debian-13"), BUILD, "debian-13", Architecture.AMD64);
    }

    private UploadDestination destination() throws Exception {
        Path key = Files.writeString(folder().resolve("key"), credentials);
        return new UploadDestination("there", type, target, List.of(), Optional.of(key), List.of());
    }

    private Path folder() throws Exception {
        return Files.createDirectories(file.resolveSibling("nightly"));
    }
}
