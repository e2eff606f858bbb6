package org.imagefactory.catalog;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.DayName;
import org.imagefactory.history.DayNames;
import org.imagefactory.history.History;
import org.imagefactory.report.Fact;
import org.imagefactory.report.FileFact;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.ImageName;

/** Finds the good builds of an image whose files are there, by what is remembered of them. */
final class OfferedBuilds {

    private static final int SIZE_IN_QCOW2 = 24;

    private final Path folder;
    private final ImageName image;

    /**
     * @param folder with the images, absolute
     */
    OfferedBuilds(Path folder, ImageName image) {
        this.folder = folder;
        this.image = image;
    }

    /**
     * The builds, the oldest first.
     *
     * @param going names of builds that are about to be removed
     * @throws IOException the memory of the image, or an image, cannot be read
     */
    List<CatalogBuild> list(Set<String> going) throws IOException {
        Map<LocalDate, BuildRecord> days = new TreeMap<>();
        for (BuildRecord build : new History(folder).of(image.text())) {
            if (build.outcome().succeeded()) {
                days.put(build.date(), build); // the later one of a day has replaced the files
            }
        }
        List<CatalogBuild> builds = new ArrayList<>();
        for (BuildRecord build : days.values()) {
            String name = DayNames.of(image, build.date()).base();
            if (!going.contains(name)) {
                build(name, build).ifPresent(builds::add);
            }
        }
        return builds;
    }

    /** Empty if its image is not there any more. */
    private Optional<CatalogBuild> build(String name, BuildRecord build) throws IOException {
        List<CatalogFile> files = new ArrayList<>();
        for (FileFact output : build.outputs()) {
            Optional<DayName> file = DayName.parse(image.text(), output.name());
            if (file.isPresent() && !DocumentKind.changesLater(output.name()) && isThere(output)) {
                files.add(
                        new CatalogFile(
                                output.name(),
                                file.get().suffix(),
                                output.sizeBytes(),
                                output.sha256()));
            }
        }
        Optional<CatalogFile> disk = files.stream().filter(OfferedBuilds::isDisk).findFirst();
        if (disk.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new CatalogBuild(
                        name,
                        build.date(),
                        build.finished(),
                        Fact.SYSTEM.in(build.values()).orElse(""),
                        Fact.OSINFO.in(build.values()).orElse(""),
                        diskBytes(disk.get()),
                        files,
                        "",
                        Optional.empty()));
    }

    /** Files of another length are another build's, whose end nobody remembers yet. */
    private boolean isThere(FileFact output) throws IOException {
        try {
            BasicFileAttributes file =
                    Files.readAttributes(
                            folder.resolve(output.name()),
                            BasicFileAttributes.class,
                            LinkOption.NOFOLLOW_LINKS);
            return file.isRegularFile() && file.size() == output.sizeBytes();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean isDisk(CatalogFile file) {
        for (DiskFormat format : DiskFormat.values()) {
            if (file.suffix().equals(format.suffix())) {
                return true;
            }
        }
        return false;
    }

    /** How large the disk looks to a machine: of qcow2, its header says it. */
    private long diskBytes(CatalogFile file) throws IOException {
        if (!file.suffix().equals(DiskFormat.QCOW2.suffix())) {
            return file.sizeBytes();
        }
        try (DataInputStream in =
                new DataInputStream(Files.newInputStream(folder.resolve(file.name())))) {
            in.skipNBytes(SIZE_IN_QCOW2);
            return in.readLong();
        }
    }
}
