package org.imagefactory.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.Program;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose fault it is that virt-install failed. */
class VirtInstallErrorTest {

    private static Optional<HostException> host(int status, String... lines) {
        return VirtInstallError.ofTheHost(
                new CommandFailedException(
                        Command.of(Program.VIRT_INSTALL, "--secret"), status, List.of(lines)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, ERROR    Cannot write data: Broken pipe, libvirt went away during the installation:",
        "1, ERROR    End of file while reading data: Input/output error, libvirt went away",
        "1, ERROR    internal error: client socket is closed, libvirt went away",
        "137, WARNING  Using --osinfo generic, virt-install ended with exit status 137 (signal 9)",
        "143, '', virt-install ended with exit status 143 (signal 15)",
    })
    void thisHosts(int status, String line, String message) {
        assertThat(host(status, line, "Domain installation does not appear to have been"))
                .hasValueSatisfying(
                        e -> {
                            assertThat(e).hasMessageStartingWith(message);
                            assertThat(e.getMessage()).doesNotContain("--secret", "Domain");
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "1, ERROR    Domain has crashed.",
        "1, ERROR    unsupported configuration: CPU mode",
        "127, ''",
    })
    void anotherFault(int status, String line) {
        assertThat(host(status, line)).isEmpty();
    }
}
