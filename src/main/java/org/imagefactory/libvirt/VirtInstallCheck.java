package org.imagefactory.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.Once;
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
import org.jspecify.annotations.Nullable;

/** Whether virt-install takes the arguments of the installation. */
final class VirtInstallCheck {

    /** Of the kernel's arguments: what nobody has to quote. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9 ./:_=@+-]+");

    private final ProcessRunner runner;
    private final SearchPath path;
    private final Path temporaryFolder;

    /** Each costs a quarter of a second. */
    private final Once<Rehearsal, Optional<Refusal>> rehearsals = new Once<>(this::refusal);

    /** Why virt-install does not take what it was asked. */
    private record Refusal(Command asked, CommandException reason) {}

    /** What virt-install is asked; equal to others of the same kind. */
    private record Rehearsal(List<String> kind, Command command) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Rehearsal it && kind.equals(it.kind);
        }

        @Override
        public int hashCode() {
            return kind.hashCode();
        }
    }

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
        InstallationMachine machine = InstallationMachine.of(spec, workspace);
        Command command = VirtInstall.rehearsal(machine).quietly();
        Rehearsal rehearsal = new Rehearsal(kind(command, machine), command);
        Optional<Refusal> refusal = rehearsals.answer(rehearsal);
        if (refusal.isPresent() && !refusal.get().asked().equals(command)) {
            refusal = refusal(rehearsal); // in words about this one
        }
        return refusal.map(no -> refused(spec, no.reason()))
                .orElseGet(
                        () -> Finding.ok("virt-install takes the arguments of the installation"));
    }

    private Optional<Refusal> refusal(Rehearsal rehearsal) throws InterruptedException {
        try {
            runner.run(rehearsal.command());
            return Optional.empty();
        } catch (CommandException e) {
            return Optional.of(new Refusal(rehearsal.command(), e));
        }
    }

    private static Finding refused(ImageSpec spec, CommandException refusal) {
        return refusal instanceof CommandFailedException failed
                ? Finding.configurationError(
                        "",
                        "virt-install refuses the arguments of the installation: "
                                + String.join("; ", failed.lastLines()),
                        "'image-factory --dry-run %s' shows them".formatted(spec.name().text()))
                : Finding.warning("virt-install is not asked: " + refusal.getMessage(), "");
    }

    /**
     * The arguments without what virt-install cannot mind: names, and of the kernel's arguments all
     * but signs that need quoting.
     */
    private static List<String> kind(Command rehearsal, InstallationMachine machine) {
        String words = machine.kernelArguments();
        String signs = WORD.matcher(words).replaceAll("");
        return rehearsal.arguments().stream()
                .map(each -> words.isEmpty() ? each : each.replace(words, signs))
                .map(each -> each.replace(machine.disk().toString(), ""))
                .map(each -> each.replace(machine.folder().toString(), ""))
                .map(each -> each.replace(machine.name(), ""))
                .toList();
    }
}
