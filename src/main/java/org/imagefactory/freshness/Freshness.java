package org.imagefactory.freshness;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.FileReason;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.DayNames;
import org.imagefactory.history.History;
import org.imagefactory.netboot.MirrorWatch;
import org.imagefactory.netboot.NetbootCache;
import org.imagefactory.netboot.NetbootRequest;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.Component;
import org.imagefactory.report.Component.Kind;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.scan.StoredScan;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.ScanGate;
import org.imagefactory.spec.SourceUri;

/**
 * Finds reasons to build an image. There is none only if the last build succeeded, its files are
 * still there, and all that it was made from is known to be the same: what cannot be told counts as
 * changed.
 */
public final class Freshness {

    private static final Set<Kind> OF_THE_HOST =
            EnumSet.of(Kind.TOOL, Kind.FIELD, Kind.DESTINATION, Kind.ANSWERS);

    private static final Set<Kind> OF_THE_HOST_IN_WORDS =
            EnumSet.of(Kind.TOOL, Kind.SETTING, Kind.DESTINATION, Kind.ANSWERS);

    private final Path outputFolder;
    private final String builder;
    private final Clock clock;
    private final NetbootCache cache;
    private final MirrorWatch watch;

    /**
     * @param outputFolder has the images and the memory of their builds
     * @param builder name and version of this program
     * @param clock tells the age of an image
     * @param cache has the installer
     * @param watch looks at mirrors
     */
    public Freshness(
            Path outputFolder, String builder, Clock clock, NetbootCache cache, MirrorWatch watch) {
        this.outputFolder = outputFolder;
        this.builder = builder;
        this.clock = clock;
        this.cache = cache;
        this.watch = watch;
    }

    /**
     * @param description how those who ask speak of the image
     * @param request for the installer
     * @param thorough find all reasons; else mirrors are not asked if there is one without them
     * @param listener hears progress
     * @throws InterruptedException the calling thread was interrupted
     */
    public Assessment assess(
            ImageSpec spec,
            Description description,
            NetbootRequest request,
            boolean thorough,
            BuildListener listener)
            throws InterruptedException {
        Optional<BuildRecord> last;
        try {
            last = lastVerdict(spec.name().text());
        } catch (IOException e) {
            String why = "its memory cannot be read: " + message(e);
            return new Assessment(
                    Optional.empty(),
                    List.of(new Change("the last build", Change.Kind.UNKNOWN, why)));
        }
        Optional<Change> incomparable = incomparable(last);
        if (last.isEmpty() || incomparable.isPresent()) {
            return new Assessment(last, incomparable.stream().toList());
        }
        BuildRecord build = last.get();
        Comparison comparison = new Comparison(build);
        List<Change> changes = new ArrayList<>(Outputs.changes(outputFolder, build));
        age(spec, build).ifPresent(changes::add);
        vulnerable(spec, build).ifPresent(changes::add);
        changes.addAll(comparison.unreadable());
        changes.addAll(ofThisHost(spec, description, comparison));
        if (changes.isEmpty() || thorough) {
            changes.addAll(ofInstaller(request, comparison, listener));
        }
        if (changes.isEmpty() || thorough) {
            changes.addAll(ofMirrors(spec, comparison, listener));
        }
        return new Assessment(last, changes);
    }

    private Optional<BuildRecord> lastVerdict(String image) throws IOException {
        return new History(outputFolder)
                .of(image).stream()
                        .filter(BuildRecord::isVerdict)
                        .reduce((first, second) -> second);
    }

    /** Why the last build is nothing to compare with. */
    private Optional<Change> incomparable(Optional<BuildRecord> last) {
        if (last.isEmpty()) {
            String where = "no build of it is remembered in " + outputFolder;
            return Optional.of(new Change("the image", Change.Kind.NEW, where));
        }
        BuildRecord build = last.get();
        if (!build.outcome().succeeded()) {
            String how =
                    "status %d, %s"
                            .formatted(build.outcome().status().code(), build.outcome().message());
            return Optional.of(new Change("the last build", Change.Kind.FAILED, how));
        }
        if (build.inputs().isEmpty() || build.outputs().isEmpty()) {
            String why = "it did not note what it was made from, or what it made";
            return Optional.of(new Change("the last build", Change.Kind.UNKNOWN, why));
        }
        return Optional.empty();
    }

    private Optional<Change> age(ImageSpec spec, BuildRecord build) {
        Instant now = clock.instant();
        Optional<Duration> limit = spec.upkeep().renewal().age();
        return limit.filter(age -> !build.started().plus(age).isAfter(now))
                .map(
                        age ->
                                new Change(
                                        "the last build",
                                        Change.Kind.OLD,
                                        "it is of %s, see %s"
                                                .formatted(build.date(), Field.MAXIMUM_AGE)));
    }

    /** By the newest scan of the image, whoever asked for it. */
    private Optional<Change> vulnerable(ImageSpec spec, BuildRecord build) {
        ScanGate gate = spec.upkeep().scan().rebuild();
        if (!gate.isSet()) {
            return Optional.empty();
        }
        Path file =
                outputFolder.resolve(
                        DayNames.of(spec.name(), build.date()).base()
                                + "."
                                + DocumentKind.SCAN.suffix());
        return StoredScan.read(file)
                .filter(result -> !result.breaking(gate).isEmpty())
                .map(result -> new Change("the image", Change.Kind.VULNERABLE, result.summary()));
    }

    private List<Change> ofThisHost(ImageSpec spec, Description description, Comparison comparison)
            throws InterruptedException {
        Map<Component, String> now = new HashMap<>(Inventory.of(spec, builder));
        Map<Component, String> unknown = new HashMap<>();
        try {
            now.putAll(Inventory.ofAnswers(spec));
        } catch (IOException e) {
            spec.answerFile()
                    .map(Inventory::component)
                    .ifPresent(c -> unknown.put(c, FileReason.withPath(e)));
        }
        Set<Component> remembered = comparison.remembered();
        if (remembered.stream().anyMatch(part -> part.kind() == Kind.SETTING)) {
            now.putAll(Inventory.inWords(description, remembered));
            return comparison.of(OF_THE_HOST_IN_WORDS, now, unknown);
        }
        return comparison.of(OF_THE_HOST, now, unknown);
    }

    private List<Change> ofInstaller(
            NetbootRequest request, Comparison comparison, BuildListener listener)
            throws InterruptedException {
        try {
            Map<Component, String> now = cache.look(request, withoutWarnings(listener));
            return comparison.of(EnumSet.of(Kind.INSTALLER), now, Map.of());
        } catch (BuildException e) {
            return List.of(new Change("the installer", Change.Kind.UNKNOWN, message(e)));
        }
    }

    private List<Change> ofMirrors(ImageSpec spec, Comparison comparison, BuildListener listener)
            throws InterruptedException {
        Map<Component, String> now = new HashMap<>();
        Map<Component, String> unknown = new HashMap<>();
        for (SourceUri file : spec.watched()) {
            Component component = MirrorWatch.component(file);
            try {
                now.put(
                        component,
                        watch.look(
                                file,
                                spec.imageCache(),
                                spec.downloads(),
                                spec.verification(),
                                withoutWarnings(listener)));
            } catch (BuildException e) {
                unknown.put(component, message(e));
            }
        }
        return comparison.of(EnumSet.of(Kind.WATCHED), now, unknown);
    }

    /** The build that may follow will warn of the same. */
    private static BuildListener withoutWarnings(BuildListener listener) {
        return event -> {
            if (!(event instanceof BuildEvent.Warning)) {
                listener.on(event);
            }
        };
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
