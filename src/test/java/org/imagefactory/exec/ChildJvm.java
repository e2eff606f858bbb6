package org.imagefactory.exec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(Arrays.asList(arguments));
        return command;
    }
}
