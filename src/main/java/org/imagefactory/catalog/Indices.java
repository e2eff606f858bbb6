package org.imagefactory.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.error.HostException;
import org.imagefactory.files.ScratchFolder;
import org.imagefactory.files.WholeFile;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.SignMethod;
import org.imagefactory.tools.Gpg;

/**
 * The indices of a catalog. All are made and signed before the first one is replaced, so that a key
 * that is missing changes nothing; then each is replaced in one step, what is named before what
 * names it.
 */
final class Indices {

    static final String VIRT_BUILDER = "index";
    static final String LATEST = "latest.json";
    static final String FEED = "builds.atom";

    /** What a signature around a text adds to, or changes in, the names of simplestreams. */
    private static final String PLAIN = ".json";

    private static final String SIGNED = ".sjson";
    private static final String DETACHED = ".json.gpg";

    private final Path folder;
    private final Gpg gpg;
    private final Documents documents;
    private final List<String> names = new ArrayList<>();

    Indices(Path folder, Gpg gpg, Documents documents) {
        this.folder = folder;
        this.gpg = gpg;
        this.documents = documents;
    }

    /**
     * @param images with at least one build each; may be none
     */
    void write(List<CatalogImage> images) throws IOException, HostException, InterruptedException {
        Path streams = Files.createDirectories(folder.resolve(SimpleStreams.FOLDER));
        try (ScratchFolder scratch = ScratchFolder.in(folder)) {
            Files.createDirectories(scratch.file(SimpleStreams.FOLDER));
            make(images, scratch.path());
            publish(scratch.path());
        }
        if (!isSigned()) {
            removeSigned(streams);
        }
    }

    private void make(List<CatalogImage> images, Path staging)
            throws IOException, HostException, InterruptedException {
        Instant updated =
                images.stream()
                        .flatMap(image -> image.newest().stream())
                        .map(CatalogBuild::finished)
                        .max(Instant::compareTo)
                        .orElse(Instant.EPOCH);
        SimpleStreams streams = new SimpleStreams(images, updated);
        String products = SimpleStreams.FOLDER + "/images";
        String index = SimpleStreams.FOLDER + "/index";
        write(staging, products + PLAIN, streams.products());
        write(staging, index + PLAIN, streams.index(PLAIN));
        write(staging, VIRT_BUILDER, VirtBuilderIndex.text(images));
        write(staging, LATEST, LatestManifest.text(images, updated));
        write(staging, FEED, AtomFeed.text(images, updated));
        if (!isSigned()) {
            return;
        }
        clearSign(staging, products + PLAIN, products + SIGNED);
        Path signedIndex = staging.resolve("signed-index");
        Files.writeString(signedIndex, streams.index(SIGNED));
        gpg.clearSign(documents.signKey(), signedIndex, staging.resolve(index + SIGNED));
        names.add(index + SIGNED);
        detach(staging, products + PLAIN, products + DETACHED);
        detach(staging, index + PLAIN, index + DETACHED);
        clearSign(staging, VIRT_BUILDER, VIRT_BUILDER + Gpg.SUFFIX);
        detach(staging, LATEST, LATEST + Gpg.SUFFIX);
    }

    private void write(Path staging, String name, String text) throws IOException {
        Files.writeString(staging.resolve(name), text);
        names.add(name);
    }

    private void clearSign(Path staging, String name, String signed)
            throws HostException, InterruptedException {
        gpg.clearSign(documents.signKey(), staging.resolve(name), staging.resolve(signed));
        names.add(signed);
    }

    private void detach(Path staging, String name, String signature)
            throws HostException, InterruptedException {
        gpg.sign(documents.signKey(), staging.resolve(name), staging.resolve(signature));
        names.add(signature);
    }

    private void publish(Path staging) throws IOException {
        for (String name : names) {
            Path made = staging.resolve(name);
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(WholeFile.PUBLIC));
            Files.move(made, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private boolean isSigned() {
        return documents.sign() == SignMethod.GPG;
    }

    /** They would vouch for older and older indices. */
    private void removeSigned(Path streams) throws IOException {
        for (String name : List.of("index", "images")) {
            Files.deleteIfExists(streams.resolve(name + SIGNED));
            Files.deleteIfExists(streams.resolve(name + DETACHED));
        }
        Files.deleteIfExists(folder.resolve(VIRT_BUILDER + Gpg.SUFFIX));
        Files.deleteIfExists(folder.resolve(LATEST + Gpg.SUFFIX));
    }
}
