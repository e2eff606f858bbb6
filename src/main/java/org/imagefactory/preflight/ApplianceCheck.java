package org.imagefactory.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.Once;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.files.ScratchFolder;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.RootFileSystem;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.Guestfish;
import org.imagefactory.tools.GuestfishScript;

/**
 * Whether libguestfs can open the root file system that the image will have. Its appliance is
 * started, because there is no other way to know: what it lacks, a kernel that the user may read or
 * xfs, would only show when the installation is over.
 */
final class ApplianceCheck implements Check {

    private final ProcessRunner runner;
    private final SearchPath path;
    private final Path temporaryFolder;
    private final Once<Appliance, List<Finding>> appliances = new Once<>(this::start);

    /** What makes appliances differ. */
    private record Appliance(RootFileSystem root, VirtType acceleration) {}

    /**
     * @param temporaryFolder gets a small folder as long as the check runs
     */
    ApplianceCheck(ProcessRunner runner, SearchPath path, Path temporaryFolder) {
        this.runner = runner;
        this.path = path;
        this.temporaryFolder = temporaryFolder;
    }

    @Override
    public List<Finding> look(ImageSpec spec) throws InterruptedException {
        boolean missing = path.find(Program.GUESTFISH.command()).isEmpty();
        if (!spec.disk().root().needsLibguestfs() || missing) {
            return List.of(); // the check of the programs tells of a missing one
        }
        return appliances.answer(
                new Appliance(spec.disk().root(), spec.machine().engine().acceleration()));
    }

    private List<Finding> start(Appliance appliance) throws InterruptedException {
        String type = Choice.name(appliance.root());
        try {
            try (ScratchFolder scratch = ScratchFolder.in(temporaryFolder)) {
                Path disk = Files.write(scratch.file("disk.raw"), new byte[1 << 20]);
                new Guestfish(runner, appliance.acceleration())
                        .run(
                                Field.FILE_SYSTEM + "=" + type,
                                GuestfishScript.reading(disk).needing(type));
            }
            return List.of(Finding.ok("libguestfs can open " + type));
        } catch (BuildException e) {
            return List.of(
                    Finding.hostError(String.valueOf(e.getMessage()), e.advice().orElse("")));
        } catch (IOException e) {
            return List.of(
                    Finding.hostError(
                            "cannot try libguestfs in '%s': %s"
                                    .formatted(temporaryFolder, e.getMessage()),
                            ""));
        }
    }
}
