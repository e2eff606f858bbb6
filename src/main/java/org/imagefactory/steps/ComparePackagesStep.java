package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.files.FolderTree;
import org.imagefactory.manifest.PackageLine;
import org.imagefactory.manifest.PackageListFile;
import org.imagefactory.netboot.MirrorWatch;
import org.imagefactory.netboot.PackageIndices;
import org.imagefactory.netboot.PackageIndices.Version;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Snapshot;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.tools.DiskFailures;

/**
 * Looks every installed package up in the indices of the moment that the image is of. One that is
 * in none of them came from elsewhere: the image could not be built again, so the build fails.
 */
public final class ComparePackagesStep implements Step {

    private static final String SCRATCH = "package-indices";
    private static final int MOST_NAMES = 10;
    private static final String ALL = "all";

    private final Workspace workspace;
    private final ImageSpec spec;
    private final Snapshot snapshot;
    private final PackageIndices indices;

    public ComparePackagesStep(
            Workspace workspace, ImageSpec spec, Snapshot snapshot, PackageIndices indices) {
        this.workspace = workspace;
        this.spec = spec;
        this.snapshot = snapshot;
        this.indices = indices;
    }

    @Override
    public String name() {
        return "compare-packages";
    }

    @Override
    public String description() {
        return "look for the packages in the archives of " + snapshot.moment();
    }

    @Override
    public List<String> preview() {
        return snapshot.releases().stream()
                .map(file -> "look for packages in " + MirrorWatch.component(file).name())
                .toList();
    }

    @Override
    public Repetition repetition() {
        return Repetition.POSSIBLE;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        Path list = workspace.document(DocumentKind.PACKAGES);
        Path scratch = workspace.staging().resolve(SCRATCH);
        context.cleanup().always("remove " + scratch, () -> FolderTree.delete(scratch));
        try {
            if (!Files.exists(list)) {
                throw new ImageCheckException(
                        "there is no list of packages to compare with those of "
                                + snapshot.moment(),
                        "");
            }
            compare(context, PackageListFile.read(list), scratch);
        } catch (IOException e) {
            throw DiskFailures.io("comparing the packages", workspace.staging(), e);
        }
    }

    private void compare(StepContext context, List<PackageLine> lines, Path scratch)
            throws IOException, BuildException, InterruptedException {
        Set<Version> wanted = new HashSet<>();
        Set<String> architectures = new TreeSet<>();
        architectures.add(Choice.name(spec.machine().arch()));
        for (PackageLine line : lines) {
            wanted.add(new Version(line.name(), line.version(), line.architecture()));
            if (!line.architecture().equals(ALL)) {
                architectures.add(line.architecture());
            }
        }
        if (PackageIndices.areUnsigned(spec.verification())) {
            context.listener()
                    .warning(
                            "nobody vouches for the indices of packages: set keyring to have"
                                    + " their signatures checked");
        }
        int count = wanted.size();
        for (SourceUri release : snapshot.releases()) {
            FolderTree.delete(scratch);
            Files.createDirectory(scratch);
            context.facts()
                    .input(
                            indices.find(
                                    release,
                                    wanted,
                                    architectures,
                                    spec.verification(),
                                    scratch,
                                    context.listener()));
        }
        FolderTree.delete(scratch);
        if (!wanted.isEmpty()) {
            throw new ImageCheckException(
                    "%d of %d packages are not those of %s: %s"
                            .formatted(wanted.size(), count, snapshot.moment(), names(wanted)),
                    "something leads to another archive: look for its address in the answer file"
                            + " and among the packages' sources");
        }
        context.listener()
                .note("all %d packages are those of %s".formatted(count, snapshot.moment()));
    }

    private static String names(Set<Version> wanted) {
        String names =
                wanted.stream()
                        .sorted(Comparator.comparing(Version::name))
                        .limit(MOST_NAMES)
                        .map(one -> one.name() + " " + one.version())
                        .collect(Collectors.joining(", "));
        return wanted.size() > MOST_NAMES ? names + " …" : names;
    }
}
