package org.imagefactory.exec;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A virtual machine of Java's with the classes of this one: for what must end, or be full. */
public final class ChildJvm {

    private ChildJvm() {}

    /**
     * The command that runs a class.
     *
     * @param heap of it, such as {@code 64m}
     */
    public static List<String> command(String heap, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("-Xmx" + heap, "-Xss512k", "-XX:+UseSerialGC"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
        command.add(classPath());
        command.add(main.getName());
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private static String classPath() {
        if (ChildJvm.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(URL::getPath)
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
