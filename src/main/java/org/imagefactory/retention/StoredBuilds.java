package org.imagefactory.retention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.DayName;
import org.imagefactory.history.DayNames;
import org.imagefactory.results.ResultKind;
import org.imagefactory.retention.DatedBuild.State;
import org.imagefactory.retention.StoredBuild.StoredFile;
import org.imagefactory.spec.ImageName;

/** Finds the builds of an image in an output folder. Follows no links. */
final class StoredBuilds {

    private final Path folder;
    private final ImageName image;
    private final List<BuildRecord> records;

    /**
     * @param folder absolute
     * @param records what is remembered of the image's builds
     */
    StoredBuilds(Path folder, ImageName image, Collection<BuildRecord> records) {
        this.folder = folder;
        this.image = image;
        this.records = List.copyOf(records);
    }

    /**
     * The builds that have files, the newest first.
     *
     * @throws IOException the folder cannot be read
     */
    List<StoredBuild> list() throws IOException {
        Map<LocalDate, List<DayName>> days = new TreeMap<>(Comparator.reverseOrder());
        try (Stream<Path> files = Files.list(folder)) {
            files.flatMap(file -> DayName.parse(image.text(), file.toFile().getName()).stream())
                    .sorted(Comparator.comparing(DayName::suffix))
                    .forEach(
                            name ->
                                    days.computeIfAbsent(name.date(), day -> new ArrayList<>())
                                            .add(name));
        }
        List<StoredBuild> builds = new ArrayList<>();
        for (Map.Entry<LocalDate, List<DayName>> day : days.entrySet()) {
            build(day.getKey(), day.getValue()).ifPresent(builds::add);
        }
        return builds;
    }

    /** Empty if nothing of it is a build's. */
    private Optional<StoredBuild> build(LocalDate date, List<DayName> names) throws IOException {
        Set<String> published = published(date);
        List<StoredFile> files = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (DayName name : names) {
            Path path = folder.resolve(name.toString());
            Optional<ResultKind> kind = name.kind().filter(k -> isOurs(k, name, published));
            if (kind.isPresent() && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                size(path).ifPresent(size -> files.add(new StoredFile(path, kind.get(), size)));
            } else {
                others.add(name.toString());
            }
        }
        if (files.isEmpty()) {
            return Optional.empty();
        }
        files.sort(Comparator.comparing(StoredFile::kind));
        return Optional.of(
                new StoredBuild(
                        new DatedBuild(date, state(published, files, others)),
                        DayNames.of(image, date).base(),
                        files,
                        others));
    }

    /** Empty for a file that somebody removes just now. */
    private static Optional<Long> size(Path path) throws IOException {
        try {
            return Optional.of(Files.size(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Names of what the good builds of a day published; empty if no good one is remembered. */
    private Set<String> published(LocalDate date) {
        return records.stream()
                .filter(build -> build.date().equals(date) && build.outcome().succeeded())
                .flatMap(build -> build.outputs().stream())
                .map(output -> output.name())
                .collect(Collectors.toSet());
    }

    /**
     * Anything may be the name of a signature that a command of the user made: where it is
     * remembered what was published, nothing else is one.
     */
    private static boolean isOurs(ResultKind kind, DayName name, Set<String> published) {
        return kind != ResultKind.SIGNATURE
                || published.isEmpty()
                || published.contains(name.toString());
    }

    /**
     * What is remembered counts; else, for builds of an older version or of long ago, the checksum
     * file, which is published last.
     */
    private State state(Set<String> published, List<StoredFile> files, List<String> others) {
        Set<String> names = new HashSet<>();
        files.forEach(file -> names.add(file.path().toFile().getName()));
        List<String> images =
                files.stream()
                        .filter(file -> file.kind() == ResultKind.IMAGE)
                        .map(file -> file.path().toFile().getName())
                        .toList();
        if (images.stream()
                .anyMatch(
                        name ->
                                published.contains(name)
                                        || names.contains(ResultKind.checksumOf(name)))) {
            return State.GOOD;
        }
        boolean odd =
                others.stream()
                        .flatMap(name -> DayName.parse(image.text(), name).stream())
                        .anyMatch(DayName::isImage);
        if (!images.isEmpty() || odd) {
            return State.UNCLEAR;
        }
        return published.isEmpty() ? State.FAILED : State.GONE;
    }
}
