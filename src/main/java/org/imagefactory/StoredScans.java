package org.imagefactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.DayNames;
import org.imagefactory.history.History;
import org.imagefactory.manifest.SourceListFile;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildListener;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.scan.ScanResult;
import org.imagefactory.scan.Scanner.Outcome;
import org.imagefactory.scan.Scanner.Subject;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;

/** Scans of images that were built once. */
public final class StoredScans {

    private record Build(ImageSpec spec, Workspace workspace, Subject subject) {}

    private final Parts parts;
    private final Path outputFolder;
    private final Map<ImageName, Outcome> outcomes = new HashMap<>();

    StoredScans(Parts parts, Path outputFolder) {
        this.parts = parts;
        this.outputFolder = outputFolder;
    }

    /**
     * Scans images at once; {@link #result} tells what became of each.
     *
     * @param listener hears progress and warnings
     * @throws InterruptedException the calling thread was interrupted
     */
    public void scan(List<ImageSpec> images, BuildListener listener) throws InterruptedException {
        List<Build> builds = new ArrayList<>();
        for (ImageSpec spec : images) {
            try {
                build(spec).ifPresent(builds::add);
            } catch (BuildException e) {
                outcomes.put(spec.name(), new Outcome.Failed(e));
            }
        }
        List<Outcome> found =
                parts.scanner().scan(builds.stream().map(Build::subject).toList(), listener);
        for (int i = 0; i < found.size(); i++) {
            outcomes.put(builds.get(i).spec().name(), written(builds.get(i), found.get(i)));
        }
    }

    /**
     * @return empty where there is no good build of the image
     * @throws BuildException the build has no list of source packages, or there are no advisories
     *     for it
     */
    public Optional<ScanResult> result(ImageName image) throws BuildException {
        Outcome outcome = outcomes.get(image);
        return outcome == null ? Optional.empty() : Optional.of(outcome.get());
    }

    private Optional<Build> build(ImageSpec spec) throws BuildException {
        try {
            Optional<BuildRecord> newest = new History(outputFolder).lastGood(spec.name().text());
            if (newest.isEmpty()) {
                return Optional.empty();
            }
            Workspace build =
                    new Workspace(DayNames.of(spec.name(), newest.get().date()), outputFolder);
            Path list = build.publishedDocument(DocumentKind.SOURCES);
            if (!Files.exists(list)) {
                throw new ImageCheckException(
                        "%s has no list of source packages".formatted(build.baseName()),
                        "build it anew with a scan, or name the file of the image");
            }
            Subject subject =
                    new Subject(
                            SourceListFile.read(list),
                            spec.cacheFolder(),
                            spec.upkeep().scan(),
                            spec.downloads());
            return Optional.of(new Build(spec, build, subject));
        } catch (IOException e) {
            throw unusable(spec, e);
        }
    }

    private Outcome written(Build build, Outcome outcome) {
        if (outcome instanceof Outcome.Scanned scanned) {
            try {
                scanned.result().write(build.workspace().publishedDocument(DocumentKind.SCAN));
            } catch (IOException e) {
                return new Outcome.Failed(unusable(build.spec(), e));
            }
        }
        return outcome;
    }

    private HostException unusable(ImageSpec spec, IOException e) {
        return new HostException(
                "cannot scan %s in %s: %s"
                        .formatted(spec.name(), outputFolder, FileReason.withPath(e)),
                "check owner and permissions of the folder",
                e);
    }
}
