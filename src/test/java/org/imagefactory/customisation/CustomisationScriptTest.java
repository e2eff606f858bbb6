package org.imagefactory.customisation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.spec.Customisation;
import org.imagefactory.spec.GuestCommand;
import org.imagefactory.spec.GuestContent;
import org.imagefactory.spec.GuestFile;
import org.imagefactory.spec.InstallerProxy;
import org.imagefactory.spec.PackageRepository;
import org.imagefactory.spec.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts are run by a real shell, on a folder in place of the root. */
class CustomisationScriptTest {

    private static final PackageRepository STAYS =
            new PackageRepository("it's one", "http://m.example/a b", true, true, true);
    private static final PackageRepository GOES =
            new PackageRepository("two", "https://m.example/two", false, false, false);

    @TempDir Path root;

    private static GuestCommand command(String name, String text) {
        return new GuestCommand(
                name, new GuestContent.Text(text), "t.tdl:7", GuestCommand.USUAL_LIMIT);
    }

    private static Customisation all() {
        return new Customisation(
                List.of(STAYS, GOES),
                List.of(command("before", "true")),
                List.of("vim", "na'no"),
                List.of(new GuestFile("/srv/a b/it's", new GuestContent.Text("x"), "t.tdl:9")),
                List.of(command("after", "exit 0")),
                Optional.of(command("facts", "rpm -qa")),
                Duration.ofHours(1));
    }

    private static CustomisationScript script(Customisation wanted) {
        Map<GuestContent, Transport.Place> places = new HashMap<>();
        List<GuestContent> contents = new ArrayList<>();
        wanted.everyCommand().forEach(command -> contents.add(command.content()));
        wanted.files().forEach(file -> contents.add(file.content()));
        for (GuestContent content : contents) {
            String text = ((GuestContent.Text) content).text();
            places.put(
                    content,
                    new Transport.Place("printf %s " + ShellText.quote(text), Sha256.of(text)));
        }
        return CustomisationScript.of(
                wanted,
                Optional.of(InstallerProxy.parse("http://10.0.2.2:3128")),
                "abc123",
                List.of("/etc/starter"),
                new Transport("", places));
    }

    @Test
    void everythingHasItsPlace() {
        assertThat(script(all()).items())
                .extracting(Item::named)
                .containsExactly(
                        "repositories",
                        "command 'before' (t.tdl:7)",
                        "packages",
                        "file /srv/a b/it's (t.tdl:9)",
                        "command 'after' (t.tdl:7)",
                        "removal of repositories",
                        "command 'facts' (t.tdl:7)",
                        "clean-up of the system");
    }

    @Test
    void whatOnlyPreparesIsLeftOut() {
        Customisation facts =
                new Customisation(
                        List.of(STAYS),
                        List.of(command("before", "true")),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.of(command("facts", "rpm -qa")),
                        Duration.ofHours(1));
        assertThat(script(facts).items())
                .extracting(Item::kind)
                .containsExactly(Item.Kind.FACTS, Item.Kind.CLEANING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh -n", "bash -n", "shellcheck -s sh -e SC2317,SC2034"})
    void isAScript(String checker) throws Exception {
        Path file = Files.writeString(root.resolve("script"), script(all()).text());
        List<String> words = new ArrayList<>(List.of(checker.split(" ")));
        words.add(file.toString());
        assertThat(run(words)).isEmpty();
    }

    /** A program that tells how it was called. */
    private void program(String name) throws Exception {
        Path file = Files.createDirectories(root.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\necho \"" + name + " $*\" >>" + root + "/calls\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs some lines with the functions, on the folder in place of the root. */
    private String shell(String lines) throws Exception {
        Files.createDirectories(root.resolve("etc"));
        Files.createDirectories(root.resolve("work"));
        String functions = script(all()).text();
        functions = functions.substring(0, functions.indexOf("open_channel\nsay"));
        String text =
                functions
                                .replace(" /etc/", " " + root + "/etc/")
                                .replace("\"/etc/", "\"" + root + "/etc/")
                                .replace("=/etc/", "=" + root + "/etc/")
                                .replace(">/etc/", ">" + root + "/etc/")
                                .replaceFirst("PATH=.*", "PATH=" + root + "/bin:" + tools())
                                .replace(
                                        "work=/run/image-factory-customise.d",
                                        "work=" + root + "/work")
                                .replace("    chown 0:0 \"$1\"\n", "")
                        + "finish() { exit 9; }\nexec 3>&1\n"
                        + lines;
        return run(List.of("sh", Files.writeString(root.resolve("shell"), text).toString()));
    }

    @Test
    void whatLayInTheSystemIsOverwritten() throws Exception {
        Path file = Files.write(root.resolve("carried"), "a secret".repeat(10_000).getBytes(UTF_8));
        assertThat(shell("carried=%s\nitem 0 empty_carried\n".formatted(file)))
                .contains("abc123 end 0 0");
        assertThat(file).hasBinaryContent(new byte[80_000]);
    }

    /** A folder with what every system has, and no package manager of this machine. */
    private Path tools() throws Exception {
        Path tools = root.resolve("tools");
        if (!Files.exists(tools)) {
            Files.createDirectory(tools);
            for (String name :
                    List.of(
                            "awk",
                            "cat",
                            "chmod",
                            "dd",
                            "dirname",
                            "find",
                            "head",
                            "mkdir",
                            "rm",
                            "sed",
                            "sh",
                            "sha256sum",
                            "sync",
                            "tr",
                            "wc")) {
                Files.createSymbolicLink(tools.resolve(name), Path.of("/usr/bin", name));
            }
        }
        return tools;
    }

    private static String run(List<String> words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output;
    }

    private String calls() throws Exception {
        return Files.readString(root.resolve("calls"));
    }

    private String repositories() {
        String text = script(all()).text();
        return text.substring(text.indexOf("add_repositories()"), text.indexOf("item 0 "));
    }

    @Test
    void dnfLearnsRepositories() throws Exception {
        program("dnf");
        assertThat(shell(repositories() + "add_repositories\n")).isEmpty();
        assertThat(Files.readString(root.resolve("etc/yum.repos.d/it_s_one.repo")))
                .isEqualTo(
                        """
                        [it_s_one]
                        name=it's one
                        baseurl=http://m.example/a b
                        enabled=1
                        skip_if_unavailable=1
                        gpgcheck=1
                        sslverify=1
                        """);
        assertThat(Files.readString(root.resolve("etc/yum.repos.d/two.repo")))
                .endsWith("gpgcheck=0\nsslverify=0\n");
        assertThat(shell("remove_repository two\ninstall_packages vim \"na'no\"\n")).isEmpty();
        assertThat(root.resolve("etc/yum.repos.d/two.repo")).doesNotExist();
        assertThat(calls()).isEqualTo("dnf -y install vim na'no\n");
    }

    @Test
    void zypperLearnsRepositories() throws Exception {
        program("zypper");
        program("dnf");
        assertThat(shell(repositories() + "add_repositories\nremove_repository two\n")).isEmpty();
        assertThat(calls())
                .isEqualTo(
                        """
                        zypper --non-interactive addrepo --refresh --gpgcheck --name it's one http://m.example/a b it_s_one
                        zypper --non-interactive addrepo --refresh --no-gpgcheck --name two https://m.example/two?ssl_verify=no two
                        zypper --non-interactive refresh
                        zypper --non-interactive removerepo two
                        """);
    }

    @Test
    void aptLearnsSourcesInTheFormOfTheSystem() throws Exception {
        program("apt-get");
        Path sources = Files.createDirectories(root.resolve("etc/apt/sources.list.d"));
        Files.createDirectories(root.resolve("etc/apt/apt.conf.d"));
        Files.writeString(root.resolve("etc/os-release"), "ID=x\nVERSION_CODENAME=trixie\n");
        assertThat(shell(repositories() + "add_repositories\n")).isEmpty();
        assertThat(Files.readString(sources.resolve("it_s_one.list")))
                .isEqualTo("deb http://m.example/a b main\n");
        assertThat(Files.readString(sources.resolve("two.list")))
                .isEqualTo("deb [trusted=yes] https://m.example/two trixie main\n");
        assertThat(Files.readString(root.resolve("etc/apt/apt.conf.d/90two")))
                .isEqualTo("Acquire::https::m.example::Verify-Peer \"false\";\n");
        assertThat(shell("remove_repository two\n")).isEmpty();
        assertThat(sources.resolve("two.list")).doesNotExist();
        assertThat(root.resolve("etc/apt/apt.conf.d/90two")).doesNotExist();

        Files.writeString(sources.resolve("debian.sources"), "");
        assertThat(shell(repositories() + "add_repositories\n")).isEmpty();
        assertThat(Files.readString(sources.resolve("two.sources")))
                .isEqualTo(
                        """
                        Types: deb
                        URIs: https://m.example/two
                        Suites: trixie
                        Components: main
                        Trusted: yes
                        """);
        assertThat(calls()).contains("apt-get -q -o Acquire::Retries=3 update");
    }

    @Test
    void theFirstThatFailsIsTheLast() throws Exception {
        assertThat(
                        shell(
                                """
                                item 0 echo fine
                                bad() { false; echo never; }
                                item 1 bad
                                item 2 echo never
                                """))
                .contains("abc123 begin 0", "fine", "abc123 end 0 0", "abc123 end 1 1")
                .doesNotContain("never");
    }

    @Test
    void commandsAreRunByTheShellOrByThemselves() throws Exception {
        String text = "echo \"hello $0\"; exit 4";
        String words = ShellText.quote("printf %s " + ShellText.quote(text));
        assertThat(shell("item 0 run_command %s %s\n".formatted(Sha256.of(text), words)))
                .contains("hello " + root + "/work/command", "abc123 end 0 4");
        String awk = "#!/usr/bin/awk -f\nBEGIN { print \"by awk\" }\n";
        words = ShellText.quote("printf %s " + ShellText.quote(awk));
        assertThat(shell("item 0 run_command %s %s\n".formatted(Sha256.of(awk), words)))
                .contains("by awk", "abc123 end 0 0");
    }

    @Test
    void whatArrivesDamagedIsNotUsed() throws Exception {
        Path file = root.resolve("deep/er/file");
        String good = Sha256.of("x").hex();
        assertThat(shell("item 0 put_file '%s' %s 'printf x'\n".formatted(file, good)))
                .contains("abc123 end 0 0");
        assertThat(Files.readString(file)).isEqualTo("x");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(shell("item 0 put_file '%s' %s 'printf y'\n".formatted(file, good)))
                .contains("did not arrive as it was sent", "abc123 end 0 1");
        assertThat(shell("item 0 put_file '%s' %s 'printf x'\n".formatted(root, good)))
                .contains("is a folder", "abc123 end 0 1");
    }
}
