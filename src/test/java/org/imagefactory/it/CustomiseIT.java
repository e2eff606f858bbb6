package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Installed systems that do something with themselves, in real machines. */
class CustomiseIT {

    private static final int LARGE = 110 << 20;

    private final TestHost host = TestHost.shared();
    private final List<String> wanted = new ArrayList<>();
    private final Path folder = host.newFolder("customise");

    private Factory factory() throws IOException {
        Factory factory = new Factory("apt=yes", "data=1", "deleted=0");
        return factory.set("image-size", "512M").set("zero-free", "none").set("verify", "none");
    }

    private void content(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** Has a command; its text is written beside the words. */
    private void command(String kind, String name, int seconds, String text) throws IOException {
        String file = wanted.size() + ".sh";
        content(file, text);
        wanted.add("%s %s %d %s".formatted(kind, name, seconds, file));
    }

    private Build start(Factory factory) throws IOException {
        Path words = Files.write(folder.resolve("wanted"), wanted);
        return factory.program(host.program(CustomisedBuild.class)).start(words.toString());
    }

    /** Packages of the mini system are archives of their files. */
    private void offer(String name) throws IOException {
        Path files = Files.createDirectories(folder.resolve(name + "/usr/share/" + name));
        Files.writeString(files.resolve("here"), name);
        TestHost.onThisHost(
                "tar",
                "-C",
                folder.resolve(name).toString(),
                "-cf",
                folder.resolve(name + ".tar").toString(),
                "usr");
    }

    @Test
    void everythingInItsOrder() throws IOException, InterruptedException {
        offer("alpha");
        offer("beta");
        byte[] large = new byte[LARGE];
        new Random(1).nextBytes(large);
        Files.write(folder.resolve("large"), large);
        Files.write(folder.resolve("binary"), new byte[] {0, 10, 13, 39, (byte) 0xff, 0});
        content("empty", "");
        Factory factory = factory();
        try (MiniMirror mirror = new MiniMirror(folder)) {
            String address = mirror.url("").replace("127.0.0.1", "10.0.2.2");
            wanted.add("repository stays " + address + " true");
            wanted.add("repository goes " + address + " false");
            command("command", "b", 60, "echo b >>/root/order\nls /usr/share/beta >>/root/order");
            command("command", "a", 60, "#!/bin/sh\nwc -c </srv/deep/large >>/root/order");
            command("command", "b", 60, "echo b again >>/root/order; printf '\\033]0;x'");
            command("precommand", "first", 60, "ls /etc/apt/sources.list.d >/root/order");
            wanted.add("package alpha");
            wanted.add("package beta");
            wanted.add("file /srv/deep/large large");
            wanted.add("file /srv/deep/er/binary binary");
            wanted.add("file /etc/empty empty");
            command(
                    "facts",
                    "facts",
                    60,
                    "sed -n 's/^Package: \\(.*\\)/\\1|fact/p' /var/lib/dpkg/status");

            Build build = start(factory);

            assertThat(build.exitStatus()).as(build::output).isZero();
            assertThat(build.output())
                    .containsSubsequence(
                            "customising: repositories",
                            "customising: command 'first'",
                            "customising: packages",
                            "customising: file /srv/deep/large",
                            "customising: command 'b'",
                            "customising: command 'a'",
                            "customising: removal of repositories",
                            "customising: clean-up");
        }
        Guest guest = new Guest(factory.result(".raw"));
        assertThat(guest.lines("/root/order"))
                .containsSubsequence(
                        "goes.list", "stays.list", "b", "here", String.valueOf(LARGE), "b again");
        Path copy = folder.resolve("copy");
        guest.copy("/srv/deep/large", copy);
        assertThat(copy).hasSameBinaryContentAs(folder.resolve("large"));
        guest.copy("/srv/deep/er/binary", copy);
        assertThat(copy).hasSameBinaryContentAs(folder.resolve("binary"));
        assertThat(guest.lines("/etc/apt/sources.list.d/stays.list"))
                .anyMatch(text -> text.startsWith("deb [trusted=yes] http://10.0.2.2:"));
        assertThat(guest.has("/etc/apt/sources.list.d/goes.list")).isFalse();
        for (String trace : List.of("/etc/rc.local", "/var/lib/apt/lists/index")) {
            assertThat(guest.has(trace)).as(trace).isFalse();
        }
        guest.copy("/etc/machine-id", copy);
        assertThat(copy).isEmptyFile();
        assertThat(Files.readAllLines(factory.result(".package-facts")))
                .containsExactly("mini-base|fact", "alpha|fact", "beta|fact");
        assertThat(Files.readString(factory.result(".provenance.json")))
                .contains("command 'first' (wanted:", "file /srv/deep/large");
        Guest.bootAndLogIn(factory.result(".raw"), "raw", "mini");
        factory.assertNothingRuns();
    }

    @Test
    void aCommandThatFailsEndsTheBuildAndIsNamed() throws IOException, InterruptedException {
        command("command", "good", 60, "echo fine");
        command("command", "bad", 60, "echo DB_PASSWORD=\"hush-hush\"\necho the reason\nexit 3");
        command("command", "never", 60, "echo never seen");
        Factory factory = factory();

        Build build = start(factory);

        assertThat(build.exitStatus()).as(build::output).isEqualTo(6);
        assertThat(build.error())
                .contains(
                        "command 'bad' (wanted:2) ended with status 3\nits last output:\n",
                        "the reason")
                .doesNotContain("fine", "hush-hush");
        assertThat(build.output()).doesNotContain("never seen", "hush-hush");
        factory.assertNothingRuns();
        assertThat(factory.results()).doesNotContain("mini-DATE.raw", ".mini.staging");
    }

    @Test
    void aCommandThatHangsIsNamedWhenItsTimeIsOver() throws IOException, InterruptedException {
        command("precommand", "slow", 5, "echo begins\nsleep 1000");
        command("command", "never", 60, "echo never seen");
        Factory factory = factory();

        Build build = start(factory);

        assertThat(build.exitStatus()).as(build::output).isEqualTo(7);
        assertThat(build.error())
                .contains("command 'slow' (wanted:1) took longer than 5 s", "begins");
        factory.assertNothingRuns();
    }

    @Test
    void whatAKilledBuildLeftIsRemovedByTheNextOne() throws IOException, InterruptedException {
        command("command", "long", 600, "echo in the middle\nsleep 1000");
        Factory factory = factory();
        Build killed = start(factory);
        killed.waitUntil("in the middle", () -> killed.output().contains("text=in the middle"));
        killed.signal("KILL");
        assertThat(killed.exitStatus()).isEqualTo(137);
        assertThat(host.domains()).hasSize(1);

        wanted.clear();
        command("command", "short", 600, "echo another one\nreboot\nsleep 1000");
        Build next = start(factory);

        assertThat(next.exitStatus()).as(next::output).isEqualTo(6);
        assertThat(next.error()).contains("the system was restarted");
        factory.assertNothingRuns();
        assertThat(factory.results()).doesNotContain(".mini.staging");
    }

    @Test
    void aSignalEndsItWithoutALeftover() throws IOException, InterruptedException {
        command("command", "long", 600, "echo in the middle\nsleep 1000");
        Factory factory = factory();
        Build build = start(factory);
        build.waitUntil("in the middle", () -> build.output().contains("text=in the middle"));

        build.signal("TERM");

        build.exitStatus();
        factory.assertNothingRuns();
        assertThat(factory.results()).doesNotContain("mini-DATE.raw", ".mini.staging");
    }
}
