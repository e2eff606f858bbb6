package org.imagefactory.libvirt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.MissingProgramException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.ImageSpec;

/** Whether libvirt answers. Asks for nothing that makes it look at QEMU, which can take minutes. */
final class LibvirtCheck {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final ProcessRunner runner;

    LibvirtCheck(ProcessRunner runner) {
        this.runner = runner;
    }

    List<Finding> look(ImageSpec spec) throws InterruptedException {
        try {
            String uri = runner.run(command(spec)).text().strip();
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

    static Command command(ImageSpec spec) {
        List<String> arguments = new ArrayList<>();
        LibvirtSettings.of(spec.machine())
                .connect()
                .ifPresent(uri -> arguments.addAll(List.of("--connect", uri)));
        arguments.add("uri");
        return Command.of(Program.VIRSH, arguments).within(LIMIT).quietly();
    }
}
