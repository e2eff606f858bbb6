package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.results.ResultKind;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.Sbom;
import org.imagefactory.spec.SignMethod;
import org.imagefactory.tools.Gpg;

/**
 * What is published beside the images of one build, by the names of the files: documents, and the
 * signatures of what is signed. The same names mean the same in the staging folder and under the
 * final names.
 */
final class Publications {

    private final Workspace workspace;
    private final List<String> images;

    /**
     * @param images ends of the names of the images
     */
    Publications(Workspace workspace, List<String> images) {
        this.workspace = workspace;
        this.images = List.copyOf(images);
    }

    /** What is signed before publication: the checksum files, then the provenance. */
    List<Path> toSign() {
        List<Path> files = new ArrayList<>();
        images.forEach(image -> files.add(workspace.stagedChecksum(image)));
        files.add(workspace.document(DocumentKind.PROVENANCE));
        return files;
    }

    /** Documents without signatures, before publication. */
    List<Path> staged() throws IOException {
        return in(workspace.staging(), this::isDocument);
    }

    /** Documents and signatures, before publication. */
    List<Path> stagedWithSignatures() throws IOException {
        return in(workspace.staging(), name -> isDocument(name) || isSignature(name));
    }

    /** Documents and signatures under their final names. */
    List<Path> published() throws IOException {
        return in(workspace.outputFolder(), name -> isDocument(name) || isSignature(name));
    }

    /** Names that documents and signatures by gpg would have; for a preview. */
    List<String> planned(Documents documents) {
        List<String> names = new ArrayList<>();
        for (DocumentKind kind : DocumentKind.values()) {
            if (isPlanned(kind, documents)) {
                names.add(nameOf(workspace.document(kind)));
            }
        }
        if (documents.sign() == SignMethod.GPG) {
            toSign().forEach(file -> names.add(nameOf(Gpg.signatureOf(file))));
        }
        return names;
    }

    private static boolean isPlanned(DocumentKind kind, Documents documents) {
        Sbom sbom = documents.sbom();
        return switch (kind) {
            case CYCLONEDX -> sbom == Sbom.CYCLONEDX || sbom == Sbom.BOTH;
            case SPDX -> sbom == Sbom.SPDX || sbom == Sbom.BOTH;
            case NAMES -> documents.packageNames();
            case SOURCES, SCAN, SCAP, SCAP_REPORT, ZSYNC -> false; // the upkeep tells of them
            case PACKAGE_FACTS -> false; // the customisation tells of it
            case OPENSTACK_PROPERTIES -> false; // the forms tell of them
            case PACKAGES, CHANGES, PROVENANCE -> true;
        };
    }

    private boolean isDocument(String name) {
        return Arrays.stream(DocumentKind.values())
                .anyMatch(kind -> name.equals(nameOf(workspace.document(kind))));
    }

    private boolean isSignature(String name) {
        return toSign().stream().anyMatch(file -> ResultKind.isSignatureOf(name, nameOf(file)));
    }

    private static List<Path> in(Path folder, Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> wanted.test(nameOf(file)))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private static String nameOf(Path file) {
        return Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
    }
}
