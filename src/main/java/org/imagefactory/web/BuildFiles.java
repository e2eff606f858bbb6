package org.imagefactory.web;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.DayNames;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.CloudForm;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.ImageName;

/** The files of a build that are still there. Builds of one day share their names. */
final class BuildFiles {

    /**
     * A file that a page may lead to.
     *
     * @param label in a word or two
     * @param path absolute
     */
    record Entry(String label, Path path) {}

    private final Workspace workspace;

    /**
     * @param outputFolder absolute
     */
    BuildFiles(Path outputFolder, BuildRecord build) {
        this.workspace =
                new Workspace(
                        DayNames.of(new ImageName(build.image()), build.date()), outputFolder);
    }

    /** What tells how the build went. */
    List<Entry> evidence() {
        return existing(
                List.of(
                        new Entry("report", workspace.reportFile()),
                        new Entry("log", workspace.publishedDocument("log")),
                        new Entry("console", workspace.publishedConsoleLog()),
                        new Entry("boot console", workspace.publishedBootConsoleLog()),
                        new Entry("failure bundle", workspace.failureBundle())));
    }

    /** The image and what belongs to it. */
    List<Entry> results() {
        List<Entry> entries = new ArrayList<>();
        for (DiskFormat format : List.of(DiskFormat.QCOW2, DiskFormat.RAW)) {
            entries.add(new Entry(format.suffix(), workspace.published(format)));
            entries.add(new Entry("checksum", workspace.publishedChecksum(format)));
        }
        for (CloudForm form : CloudForm.values()) {
            entries.add(new Entry(form.target(), workspace.publishedDocument(form.suffix())));
            entries.add(new Entry("checksum", workspace.publishedChecksum(form.suffix())));
        }
        for (DocumentKind kind : DocumentKind.values()) {
            entries.add(new Entry(label(kind), workspace.publishedDocument(kind)));
        }
        return existing(entries);
    }

    /** The list of packages that changed, whether it is there or not. */
    Path changes() {
        return workspace.publishedDocument(DocumentKind.CHANGES);
    }

    /** The newest result of a scan, whether it is there or not. */
    Path scan() {
        return workspace.publishedDocument(DocumentKind.SCAN);
    }

    /** How the image keeps to a security guide, whether it is there or not. */
    Path scap() {
        return workspace.publishedDocument(DocumentKind.SCAP);
    }

    /** The same for people, whether it is there or not. */
    Path scapReport() {
        return workspace.publishedDocument(DocumentKind.SCAP_REPORT);
    }

    private static String label(DocumentKind kind) {
        return switch (kind) {
            case PACKAGES -> "packages";
            case NAMES -> "names";
            case OPENSTACK_PROPERTIES -> "properties for OpenStack";
            case ZSYNC -> "zsync";
            case SOURCES -> "sources";
            case SCAN -> "vulnerabilities";
            case SCAP -> "rules";
            case SCAP_REPORT -> "report of the rules";
            case PACKAGE_FACTS -> "package facts";
            case CYCLONEDX -> "CycloneDX";
            case SPDX -> "SPDX";
            case CHANGES -> "changes";
            case PROVENANCE -> "provenance";
        };
    }

    private static List<Entry> existing(List<Entry> entries) {
        return entries.stream()
                .filter(entry -> Files.isRegularFile(entry.path(), LinkOption.NOFOLLOW_LINKS))
                .toList();
    }
}
