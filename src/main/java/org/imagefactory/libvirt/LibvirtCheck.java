package org.imagefactory.libvirt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.MissingProgramException;
import org.imagefactory.exec.Once;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.ImageSpec;

/** Whether libvirt answers. Asks for nothing that makes it look at QEMU, which can take minutes. */
final class LibvirtCheck {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final ProcessRunner runner;
    private final Once<Optional<String>, List<Finding>> answers = new Once<>(this::ask);

    LibvirtCheck(ProcessRunner runner) {
        this.runner = runner;
    }

    List<Finding> look(ImageSpec spec) throws InterruptedException {
        return answers.answer(LibvirtSettings.of(spec.machine()).connect());
    }

    private List<Finding> ask(Optional<String> connect) throws InterruptedException {
        try {
            String uri = runner.run(command(connect)).text().strip();
            return List.of(Finding.ok("libvirt answers at " + uri));
        } catch (MissingProgramException e) {
            return List.of(); // told by another check
        } catch (CommandFailedException e) {
            return List.of(
                    Finding.hostError(
                            "libvirt does not answer: " + String.join("; ", e.lastLines()),
                            "is its daemon running, and may this user connect to it?"));
        } catch (CommandException e) {
            return List.of(
                    Finding.hostError(
                            "libvirt does not answer: " + e.getMessage(),
                            "is its daemon running?"));
        }
    }

    private static Command command(Optional<String> connect) {
        List<String> arguments = new ArrayList<>();
        connect.ifPresent(uri -> arguments.addAll(List.of("--connect", uri)));
        arguments.add("uri");
        return Command.of(Program.VIRSH, arguments).within(LIMIT).quietly();
    }
}
