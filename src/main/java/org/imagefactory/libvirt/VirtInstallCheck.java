package org.imagefactory.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.files.ScratchFolder;
import org.imagefactory.machine.InstallationMachine;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Finding;
import org.imagefactory.results.BuildName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.InstallerSource;

/** Whether virt-install takes the arguments of the installation. */
final class VirtInstallCheck {

    private final ProcessRunner runner;
    private final SearchPath path;
    private final Path temporaryFolder;

    /**
     * @param temporaryFolder for the empty files that stand for those of an installation
     */
    VirtInstallCheck(ProcessRunner runner, SearchPath path, Path temporaryFolder) {
        this.runner = runner;
        this.path = path;
        this.temporaryFolder = temporaryFolder;
    }

    List<Finding> look(ImageSpec spec) throws InterruptedException {
        if (path.find(Program.VIRT_INSTALL.command()).isEmpty()) {
            return List.of(); // told by another check
        }
        boolean lookedInto =
                spec.installer() instanceof InstallerSource.InstallerImage image
                        && image.boot().isEmpty();
        if (lookedInto) {
            return List.of(
                    Finding.note(
                            "virt-install is not asked: it would look for a kernel in the installer"
                                    + " image"));
        }
        try {
            try (ScratchFolder scratch = ScratchFolder.in(temporaryFolder)) {
                return List.of(
                        rehearse(spec, new Workspace(BuildName.none(spec.name()), scratch.path())));
            }
        } catch (IOException e) {
            return List.of(Finding.warning("virt-install is not asked: " + e, ""));
        }
    }

    private Finding rehearse(ImageSpec spec, Workspace workspace)
            throws IOException, InterruptedException {
        Files.createDirectories(workspace.answerFolder());
        for (Path file :
                List.of(
                        workspace.rawDisk(),
                        workspace.kernel(),
                        workspace.initrd(),
                        workspace.installerImage(),
                        workspace.seedVolume())) {
            Files.createFile(file);
        }
        Optional<Path> answers = spec.answerFile().map(workspace::answerFile);
        if (answers.isPresent()) {
            Files.createFile(answers.get());
        }
        String osinfo =
                new OsinfoChooser(runner).choose(LibvirtSettings.of(spec.machine()).osinfo());
        InstallationMachine machine = InstallationMachine.of(spec, workspace);
        try {
            runner.run(VirtInstall.rehearsal(machine, osinfo).quietly());
            return Finding.ok("virt-install takes the arguments of the installation");
        } catch (CommandFailedException e) {
            return Finding.configurationError(
                    "",
                    "virt-install refuses the arguments of the installation: "
                            + String.join("; ", e.lastLines()),
                    "'image-factory --dry-run %s' shows them".formatted(spec.name().text()));
        } catch (CommandException e) {
            return Finding.warning("virt-install is not asked: " + e.getMessage(), "");
        }
    }
}
