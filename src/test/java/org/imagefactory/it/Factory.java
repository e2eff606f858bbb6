package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imagefactory.history.History;

/** A place to build images in: a configuration, an answer file, a folder for the results. */
final class Factory {

    /** The name of the image that the default configuration has. */
    static final String IMAGE = "mini";

    private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

    private final TestHost host = TestHost.shared();
    private final Path folder;
    private final Path output;
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final StringBuilder otherSections = new StringBuilder();
    private List<String> images = List.of(IMAGE);
    private List<String> program = List.of(host.launcher().toString());
    private int builds;

    /**
     * @param answers lines of the mini installer's answer file
     */
    Factory(String... answers) throws IOException {
        folder = host.newFolder("factory");
        output = Files.createDirectory(folder.resolve("out"));
        Files.setOwner(output, Files.getOwner(folder));
        answer(answers);
        set("linux", host.installer().resolve("linux").toString());
        set("initrd", "file://" + host.installer().resolve("initrd.gz"));
        set("preseed", folder.resolve("answers.cfg").toString());
        set("append", "console=ttyS0 no_timer_check");
        set("image-size", "256M");
        set("ram", "256M");
        set("virt-type", "qemu");
        set("boot-test", "no");
    }

    /** The folder with everything of this factory. */
    Path folder() {
        return folder;
    }

    /** The folder that the program runs in. */
    Path output() {
        return output;
    }

    /** Replaces the answer file. */
    void answer(String... answers) throws IOException {
        Files.write(folder.resolve("answers.cfg"), List.of(answers));
    }

    /** Sets a key of the image. */
    Factory set(String key, String value) {
        keys.put(key, value);
        return this;
    }

    /** Sets a variable of the program's environment. */
    Factory environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Has these images in place of the usual one; the keys hold for all of them. */
    Factory images(String... names) {
        images = List.of(names);
        return this;
    }

    /** Adds lines after the images' sections. */
    Factory section(String... lines) {
        for (String line : lines) {
            otherSections.append(line).append('\n');
        }
        return this;
    }

    /** Starts something else in place of the launcher, by these words. */
    Factory program(String... words) {
        program = List.of(words);
        return this;
    }

    /** Starts the program with these arguments. */
    Build start(String... arguments) throws IOException {
        List<String> configuration = new ArrayList<>(List.of("[DEFAULT]"));
        keys.forEach((key, value) -> configuration.add(key + " = " + value));
        images.forEach(image -> configuration.add("[" + image + "]"));
        configuration.add(otherSections.toString());
        Path file = folder.resolve("image-factory.conf");
        Files.write(file, configuration);

        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        builds++;
        Path log = folder.resolve("build-" + builds + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(host.commandLine(command))
                        .directory(output.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put("IMAGE_FACTORY_CONFIG", file.toString());
        builder.environment().put("TMPDIR", host.temporaryFolder().toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Build(process, log);
    }

    /** Builds the image to the end, which must be this exit status. */
    Build build(int exitStatus, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(IMAGE);
        return run(exitStatus, arguments.toArray(String[]::new));
    }

    /** Runs the program with these arguments to the end, which must be this exit status. */
    Build run(int exitStatus, String... arguments) throws IOException, InterruptedException {
        Build build = start(arguments);
        assertThat(build.exitStatus()).as(build::output).isEqualTo(exitStatus);
        return build;
    }

    /** Starts a build and waits until its machine has shown this text on the console. */
    Build startInstalling(String text) throws IOException, InterruptedException {
        Build build = start(IMAGE);
        Path console = output.resolve("." + IMAGE + ".staging/console.log");
        build.waitUntil(text, () -> contains(console, text));
        return build;
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.exists(file) && Files.readString(file).contains(text);
        } catch (IOException e) {
            return false; // the program has just removed it
        }
    }

    /**
     * Names of all files in the output folder but the memory of builds; {@code DATE} for the date.
     */
    List<String> results() throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            return files.map(file -> file.getFileName().toString().replaceAll(DATE, "DATE"))
                    .filter(name -> !name.equals(History.FOLDER))
                    .sorted()
                    .toList();
        }
    }

    /** The file in the output folder with this suffix, of several that with the shortest name. */
    Path result(String suffix) throws IOException {
        return find(output, suffix);
    }

    /** The same in the staging folder of a build that runs. */
    Path staged(String suffix) throws IOException {
        return find(output.resolve("." + IMAGE + ".staging"), suffix);
    }

    private static Path find(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .min(Comparator.comparing(file -> file.toString().length()))
                    .orElseThrow();
        }
    }

    /** These files, {@code DATE} for the date, and nothing else: no machine, no process. */
    void assertLeft(String... files) throws IOException {
        assertThat(results()).containsExactly(files);
        assertNothingRuns();
    }

    /** Nothing but a report may be left: no image, no staging folder, no machine, no process. */
    void assertNothingLeft() throws IOException {
        assertThat(results())
                .isSubsetOf(
                        "mini-DATE.boot.console.log",
                        "mini-DATE.console.log",
                        "mini-DATE.json",
                        "mini-DATE.log");
        assertNothingRuns();
    }

    /** No machine, no process, no temporary file. */
    void assertNothingRuns() throws IOException {
        assertThat(host.domains()).isEmpty();
        assertThat(host.processes()).isEmpty();
        assertThat(host.temporaryFolder()).isEmptyDirectory();
    }
}
