package org.imagefactory.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootMonitorTest {

    private final BootMonitor monitor = new BootMonitor(event -> {});

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\ndebian login: ",
                "Debian GNU/Linux 13 debian ttyS0\r\n\r\n\u001b[1mweb-1.example.org\u001b[0m login: ",
                "\n(none) login:",
                "login: ",
                "\nlocalhost login: [   12.345678] random: crng init done\r\n",
                "\nlocalhost login: [    9.000001] audit: type=1400\r\n[    9.1] more\r\n"
            })
    void aPromptIsTheLastLine(String console) {
        feed(console);

        assertThat(monitor.loginPrompt()).isTrue();
        assertThat(monitor.failure()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "debian login: root",
                "debian login: \r\nPassword: ",
                "Last login: ",
                "[  OK  ] Started the service that asks for your login: ",
                "type your login: ",
                "login: nobody here\n",
                "https://host/login: ",
                "debian logi"
            })
    void somethingElseIsNone(String console) {
        feed(console);

        assertThat(monitor.loginPrompt()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You are in emergency mode. After logging in, type \"journalctl -xb\"",
                "Give root password for maintenance",
                "Entering emergency mode. Exit the shell to continue.",
                "(initramfs) ",
                "grub rescue> ",
                "No bootable device.",
                "[    1.5] Kernel panic - not syncing: VFS: Unable to mount root fs"
            })
    void aDeadEndIsAFailure(String line) {
        feed("Booting\r\n" + line + "\r\n");

        assertThat(monitor.failure()).hasValueSatisfying(end -> assertThat(line).contains(end));
    }

    @Test
    void aPromptOfADeadEndNeedsNoLineEnd() {
        feed("error: unknown filesystem.\r\nEntering rescue mode...\r\ngrub rescue> ");

        assertThat(monitor.failure()).contains("grub rescue>");
    }

    @Test
    void textAboutADeadEndIsNone() {
        feed("[  OK  ] Started grub rescue> prompt\r\n");
        feed("see No bootable device in the manual\r\n");

        assertThat(monitor.failure()).isEmpty();
    }

    @Test
    void failedUnitsAreRemembered() {
        feed(
                "[\u001b[0;1;31mFAILED\u001b[0m] Failed to start \u001b[1mnginx.service\u001b[0m.\r\n");
        feed("[FAILED] Failed to mount /srv.\r\n");
        feed("[DEPEND] Dependency failed for Local File Systems.\r\n");
        feed("[  OK  ] Started FAILED detector.\r\n");

        assertThat(monitor.failedUnits()).containsExactly("nginx.service.", "/srv.");
    }

    @Test
    void endlessFailuresNeedNoEndlessMemory() {
        for (int i = 0; i < 1000; i++) {
            feed("[FAILED] Failed to start unit-%d.service.\r\n".formatted(i));
        }

        assertThat(monitor.failedUnits()).hasSize(20);
    }

    private void feed(String console) {
        monitor.feed(ByteBuffer.wrap(console.getBytes(StandardCharsets.UTF_8)));
    }
}
