package org.imagefactory.steps;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.manifest.BomSubject;
import org.imagefactory.manifest.CycloneDx;
import org.imagefactory.manifest.GuestPackages;
import org.imagefactory.manifest.Inventory;
import org.imagefactory.manifest.PackageDatabaseException;
import org.imagefactory.manifest.PackageListFile;
import org.imagefactory.manifest.SourceListFile;
import org.imagefactory.manifest.Spdx;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Fact;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.Sbom;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.DiskTools;
import org.imagefactory.tools.Rpm;

/**
 * Lists the packages that are installed in the image, and writes the bills of materials that are
 * asked for. An image whose package database is missing or cannot be understood goes without, with
 * a note or a warning: an image may have no package manager, and a guest's database fails no build.
 */
public final class ListPackagesStep implements Step {

    private static final String COPIES = "package-database";

    private final Workspace workspace;
    private final Disk disk;
    private final Documents documents;
    private final DiskTools tools;
    private final Rpm rpm;
    private final boolean sources;
    private final String builder;
    private final Clock clock;

    /**
     * @param documents that are wanted
     * @param sources whether the source packages are listed, too
     * @param builder name and version of this program
     * @param clock tells when a bill of materials is written
     */
    public ListPackagesStep(
            Workspace workspace,
            Disk disk,
            Documents documents,
            DiskTools tools,
            Rpm rpm,
            boolean sources,
            String builder,
            Clock clock) {
        this.workspace = workspace;
        this.disk = disk;
        this.documents = documents;
        this.tools = tools;
        this.rpm = rpm;
        this.sources = sources;
        this.builder = builder;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "list-packages";
    }

    @Override
    public String description() {
        return "list the installed packages";
    }

    @Override
    public List<String> preview() {
        List<String> lines = new ArrayList<>();
        lines.add("read the package database in " + workspace.rawDisk());
        lines.add(Preview.ofTarget(Debugfs.read(Preview.target(workspace))));
        lines.add("for an image of the rpm family: " + Preview.of(Rpm.query(copies())));
        kinds().forEach(kind -> lines.add("write " + workspace.publishedDocument(kind)));
        return lines;
    }

    @Override
    public Repetition repetition() {
        return Repetition.POSSIBLE;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        try {
            Optional<Inventory> inventory = read(context);
            if (inventory.isEmpty()) {
                context.listener().note("the image has no package database: no package list");
                return;
            }
            write(inventory.get());
            int count = inventory.get().packages().size();
            String system = inventory.get().distribution().label();
            if (!system.isEmpty()) {
                context.facts().value(Fact.SYSTEM, system);
            }
            context.facts().value(Fact.PACKAGES, Integer.toString(count));
            context.listener().note("%d packages are installed".formatted(count));
        } catch (PackageDatabaseException e) {
            context.listener()
                    .warning(
                            "no package list: the package database of the image cannot be read: "
                                    + e.getMessage());
        } catch (IOException e) {
            throw DiskFailures.io("listing the packages", workspace.staging(), e);
        } catch (CommandException e) {
            throw DiskFailures.command("listing the packages", workspace.staging(), e);
        }
    }

    private Optional<Inventory> read(StepContext context)
            throws IOException,
                    CommandException,
                    BuildException,
                    PackageDatabaseException,
                    InterruptedException {
        InstalledDisk installed;
        try {
            installed =
                    new DiskReader(tools.debugfs(), tools.guestfish())
                            .read(
                                    workspace.rawDisk(),
                                    disk.onePartition(),
                                    context.listener()::note);
        } catch (ImageCheckException e) {
            throw new PackageDatabaseException(String.valueOf(e.getMessage()), e);
        }
        Path copies = Files.createDirectory(copies());
        try {
            return new GuestPackages(
                            tools.debugfs(), rpm, installed.locate(installed.root()), copies)
                    .read();
        } finally {
            delete(copies);
        }
    }

    private void write(Inventory inventory) throws IOException {
        PackageListFile.write(workspace.document(DocumentKind.PACKAGES), inventory.lines());
        if (sources) {
            SourceListFile.write(
                    workspace.document(DocumentKind.SOURCES), SourceListFile.of(inventory));
        }
        if (kinds().contains(DocumentKind.NAMES)) {
            Files.write(workspace.document(DocumentKind.NAMES), inventory.names());
        }
        BomSubject subject = new BomSubject(workspace.name(), builder, clock.instant());
        if (kinds().contains(DocumentKind.CYCLONEDX)) {
            try (OutputStream out = open(DocumentKind.CYCLONEDX)) {
                new CycloneDx(subject, inventory).write(out);
            }
        }
        if (kinds().contains(DocumentKind.SPDX)) {
            try (OutputStream out = open(DocumentKind.SPDX)) {
                new Spdx(subject, inventory).write(out);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private OutputStream open(DocumentKind kind) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(workspace.document(kind)));
    }

    private List<DocumentKind> kinds() {
        Sbom sbom = documents.sbom();
        List<DocumentKind> kinds = new ArrayList<>(List.of(DocumentKind.PACKAGES));
        if (sources) {
            kinds.add(DocumentKind.SOURCES);
        }
        if (documents.packageNames()) {
            kinds.add(DocumentKind.NAMES);
        }
        if (sbom == Sbom.CYCLONEDX || sbom == Sbom.BOTH) {
            kinds.add(DocumentKind.CYCLONEDX);
        }
        if (sbom == Sbom.SPDX || sbom == Sbom.BOTH) {
            kinds.add(DocumentKind.SPDX);
        }
        return kinds;
    }

    private Path copies() {
        return workspace.staging().resolve(COPIES);
    }
}
