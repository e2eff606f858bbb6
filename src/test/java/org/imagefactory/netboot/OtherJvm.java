package org.imagefactory.netboot;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a main class of the tests in a virtual machine of its own. */
final class OtherJvm {

    record Result(int status, String output) {}

    private OtherJvm() {}

    static List<String> command(Class<?> main, List<String> options, String... arguments) {
        String classPath =
                Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader
                        ? Stream.of(loader.getURLs())
                                .map(URL::getPath)
                                .collect(Collectors.joining(File.pathSeparator))
                        : System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    static Result run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
