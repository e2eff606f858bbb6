package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.imagefactory.error.BuildException;
import org.imagefactory.manifest.BuiltImage;
import org.imagefactory.manifest.ImageChanges;
import org.imagefactory.manifest.PackageChange.Kind;
import org.imagefactory.manifest.PackageLine;
import org.imagefactory.manifest.PackageListFile;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Fact;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.results.ResultNames;
import org.imagefactory.scan.ScanResult;
import org.imagefactory.scan.StoredScan;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.Disk;
import org.imagefactory.tools.DiskFailures;

/** Tells what is different from the build before: packages, and the size of the image. */
public final class ChangesStep implements Step {

    private final Workspace workspace;
    private final Disk disk;
    private final ResultNames names;

    /**
     * @param names find the build before
     */
    public ChangesStep(Workspace workspace, Disk disk, ResultNames names) {
        this.workspace = workspace;
        this.disk = disk;
        this.names = names;
    }

    @Override
    public String name() {
        return "changes";
    }

    @Override
    public String description() {
        return "compare with the build before";
    }

    @Override
    public List<String> preview() {
        return List.of(
                "compare with the newest older %s-*.%s in %s"
                        .formatted(
                                workspace.image(),
                                DocumentKind.PACKAGES.suffix(),
                                workspace.outputFolder()),
                "write " + workspace.publishedDocument(DocumentKind.CHANGES));
    }

    @Override
    public Repetition repetition() {
        return Repetition.POSSIBLE;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        Path list = workspace.document(DocumentKind.PACKAGES);
        if (!Files.exists(list)) {
            context.listener().note("no package list, so nothing to compare");
            return;
        }
        try {
            Optional<Workspace> earlier =
                    names.before(workspace.name(), workspace.outputFolder(), DocumentKind.PACKAGES)
                            .map(workspace::of);
            if (earlier.isEmpty()) {
                write(ImageChanges.first(now()), context);
                return;
            }
            Optional<List<PackageLine>> before = before(earlier.get(), context);
            if (before.isPresent()) {
                BuiltImage image = new BuiltImage(earlier.get().baseName(), bytes(earlier.get()));
                List<PackageLine> after = PackageListFile.read(list);
                write(ImageChanges.between(image, before.get(), now(), after), context);
                vulnerabilities(earlier.get(), context);
            }
        } catch (IOException e) {
            throw DiskFailures.io("comparing with the build before", workspace.staging(), e);
        }
    }

    /** By what is known of both images now, if both were scanned. */
    private void vulnerabilities(Workspace earlier, StepContext context) throws IOException {
        Optional<ScanResult> before = StoredScan.read(earlier.publishedDocument(DocumentKind.SCAN));
        Optional<ScanResult> now = StoredScan.read(workspace.document(DocumentKind.SCAN));
        if (before.isEmpty() || now.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        difference("fixed", before.get(), now.get()).ifPresent(lines::add);
        difference("new", now.get(), before.get()).ifPresent(lines::add);
        Files.write(workspace.document(DocumentKind.CHANGES), lines, StandardOpenOption.APPEND);
        lines.forEach(context.listener()::note);
    }

    private static Optional<String> difference(String what, ScanResult of, ScanResult without) {
        Set<String> ids = of.ids();
        ids.removeAll(without.ids());
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "vulnerabilities %s since the build before: %s"
                                .formatted(what, String.join(", ", ids)));
    }

    /** Empty, with a warning, if somebody changed the earlier list: that fails no build. */
    private static Optional<List<PackageLine>> before(Workspace earlier, StepContext context) {
        try {
            return Optional.of(
                    PackageListFile.read(earlier.publishedDocument(DocumentKind.PACKAGES)));
        } catch (IOException e) {
            context.listener()
                    .warning("cannot compare with %s: %s".formatted(earlier.baseName(), e));
            return Optional.empty();
        }
    }

    /** The image may have been deleted since, or may have been in another format. */
    private OptionalLong bytes(Workspace earlier) throws IOException {
        Path image = earlier.published(disk.format());
        return Files.isRegularFile(image)
                ? OptionalLong.of(Files.size(image))
                : OptionalLong.empty();
    }

    private BuiltImage now() throws IOException {
        long bytes = Files.size(workspace.staged(disk.format()));
        return new BuiltImage(workspace.baseName(), OptionalLong.of(bytes));
    }

    private void write(ImageChanges changes, StepContext context) throws IOException {
        changes.write(workspace.document(DocumentKind.CHANGES));
        context.listener().note(changes.summary());
        changes.before()
                .ifPresent(
                        before -> {
                            context.facts().value(Fact.CHANGES_SINCE, before.name());
                            for (Kind kind : Kind.values()) {
                                context.facts()
                                        .value(
                                                Fact.PACKAGES,
                                                Choice.name(kind),
                                                Long.toString(changes.count(kind)));
                            }
                        });
    }
}
