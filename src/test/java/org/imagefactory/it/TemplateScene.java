package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.imagefactory.json.Json;

/** A store, a template for the mini system, and the packaged imagefactory that makes images. */
final class TemplateScene {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    final TestHost host = TestHost.shared();
    final Path folder = host.newFolder("template");
    final Path store = folder.resolve("store");
    private final Path images = folder.resolve("imgdir");
    private String size = "320 MiB";

    record Run(int status, String out, String err) {}

    /** A section for the mini system, which answers its installer by these lines. */
    void configure(String... answers) throws IOException {
        List<String> all = new ArrayList<>(List.of(answers));
        all.add("hash={{{root-password-hash}}}");
        Files.write(folder.resolve("answers.cfg.mustache"), all);
        section(
                "linux=%1$s/linux".formatted(host.installer()),
                "initrd=%1$s/initrd.gz".formatted(host.installer()),
                "preseed=%s/answers.cfg.mustache".formatted(folder));
    }

    /** A section with these lines, a plugin that has it, and the program's configuration. */
    void section(String... lines) throws IOException {
        Files.writeString(
                folder.resolve("image-factory.conf"),
                """
                [mini]
                os-name=Mini
                append=console=ttyS0 no_timer_check
                ram=256M
                virt-type=qemu
                boot-test=no
                zero-free=none
                post-build-command=false
                %s
                """
                        .formatted(String.join("\n", lines)));
        Path plugins = Files.createDirectories(folder.resolve("plugins.d"));
        Files.writeString(
                plugins.resolve("TinMan.info"),
                """
                {"type": "os", "targets": [["Mini", null, null]], "description": "d",
                 "maintainer": {"name": "n", "email": "e", "url": "u"},
                 "version": "1", "license": "l"}
                """);
        Files.writeString(
                folder.resolve("conf"),
                """
                {"image_manager_args": {"storage_path": "%s"}, "imgdir": "%s", "tmpdir": "%s",
                 "plugins": "%s", "verbose": true}
                """
                        .formatted(store, images, host.temporaryFolder(), plugins));
    }

    /** Has the plugin that installs in a cloud, whose smallest disk is larger. */
    void cloud() throws IOException {
        Path plugins = folder.resolve("plugins.d");
        Files.move(plugins.resolve("TinMan.info"), plugins.resolve("Nova.info"));
        size = "1 GiB";
    }

    /** A template that installs from a tree, and runs commands. */
    void template(String commands) throws IOException {
        template(
                "<install type=\"url\"><url>http://mirror.invalid/mini/</url></install>", commands);
    }

    void template(String install, String commands) throws IOException {
        Files.writeString(
                folder.resolve("mini.tdl"),
                """
                <template>
                  <name>mini</name>
                  <description>a &lt;mini> system</description>
                  <os>
                    <name>Mini</name>
                    <version>1</version>
                    <arch>x86_64</arch>
                    %s
                    <rootpw>sesame open</rootpw>
                  </os>
                  <disk><size>%s</size></disk>
                  <files><file name="/etc/motd" type="base64">AAEK</file></files>
                  <commands>%s</commands>
                </template>
                """
                        .formatted(install, size, commands));
    }

    Process start() throws IOException {
        return start("base_image", "mini.tdl");
    }

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(host.launcher().resolveSibling("imagefactory").toString());
        command.addAll(List.of("--config", "conf"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(host.commandLine(command))
                        .directory(folder.toFile())
                        .redirectOutput(folder.resolve("out").toFile())
                        .redirectError(folder.resolve("err").toFile());
        builder.environment()
                .put("IMAGE_FACTORY_CONFIG", folder.resolve("image-factory.conf").toString());
        builder.environment().put("TMPDIR", host.temporaryFolder().toString());
        return builder.start();
    }

    Run end(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Run(
                process.waitFor(),
                Files.readString(folder.resolve("out")),
                Files.readString(folder.resolve("err")));
    }

    Map<String, ?> onlyRecord() throws Exception {
        try (Stream<Path> files = Files.list(store)) {
            List<Path> records = files.filter(file -> file.toString().endsWith(".meta")).toList();
            assertThat(records).hasSize(1);
            return Json.object(Files.readAllBytes(records.get(0)));
        }
    }

    void assertNothingLeft() throws IOException {
        assertThat(host.domains()).isEmpty();
        assertThat(host.processes()).isEmpty();
        assertThat(host.temporaryFolder()).isEmptyDirectory();
        try (Stream<Path> left = Files.walk(images)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    void waitUntil(Process process, BooleanSupplier condition)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError(Files.readString(folder.resolve("err")));
            }
            Thread.sleep(200);
        }
    }
}
