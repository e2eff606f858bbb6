package org.imagefactory.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.imagefactory.clouds.CloudSettings;
import org.imagefactory.clouds.Clouds;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.plugin.CloudPlugin;

/** A disk with a system of one shell, and what makes images of it. */
final class OneShell {

    private static final int MIB = DiskImages.MIB;
    private static final Path NOTHING = Path.of("/dev/null");

    private OneShell() {}

    /** Makes it; it has 64 MiB, some of them random. */
    static Path disk(Path folder) throws Exception {
        Path system = folder.resolve("system");
        for (String name : List.of("etc", "dev", "proc", "sys", "tmp", "run")) {
            Files.createDirectories(system.resolve(name));
        }
        Files.writeString(system.resolve("etc/os-release"), "ID=debian\n");
        run("sh", "-c", "cp -L --parents /bin/sh $(ldd /bin/sh | grep -o '/[^ ]*') " + system);
        run("sh", "-c", "head -c 9000000 /dev/urandom >" + system.resolve("noise"));
        Path disk = DiskImages.empty(file(folder), 64L * MIB);
        DiskImages.partition(disk, "label: gpt\n2048,,L\n");
        DiskImages.mkfs(disk, "ext4", MIB, 62L * MIB, system);
        return disk;
    }

    /** Where it is. */
    static Path file(Path folder) {
        return folder.resolve("disk");
    }

    /** A plugin as the program has it, with the variables of the environment that are named. */
    static CloudPlugin plugin(String name, String... variables) {
        Map<String, String> environment = new java.util.HashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return Clouds.plugins(
                        new CommonsExecRunner(System.getenv()), CloudSettings.DEFAULT, environment)
                .stream()
                .filter(factory -> factory.name().equals(name))
                .map(factory -> (CloudPlugin) factory.create())
                .findFirst()
                .orElseThrow();
    }

    /** What a program says; it has five minutes. */
    static String run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(NOTHING.toFile())
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + output);
        }
        return output;
    }
}
