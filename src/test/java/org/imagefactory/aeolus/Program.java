package org.imagefactory.aeolus;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The program in this process, with a store of its own. */
final class Program {

    static final String TEMPLATE =
            """
            <template>
              <name>mock</name>
              <description>Ein Bär</description>
              <os>
                <name>MockOS_A</name>
                <version>1</version>
                <arch>x86_64</arch>
                <install type="url"><url>http://mirror.example.org/</url></install>
              </os>
              <packages><package name="one"/></packages>
            </template>
            """;

    final Path folder;
    final Path store;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] in = new byte[0];
    private boolean terminal;

    Program(Path folder) throws IOException {
        this.folder = folder;
        this.store = folder.resolve("store");
        file("mock.tdl", TEMPLATE);
        file(
                "conf",
                "{\"image_manager_args\": {\"storage_path\": \"%s\"}, \"imgdir\": \"%s\"}"
                        .formatted(store, folder.resolve("work")));
    }

    /** Writes a file into the working directory. */
    Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** What the next run gets on standard input. */
    Program reading(String text) {
        in = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** The next runs have a terminal. */
    Program onTerminal() {
        terminal = true;
        return this;
    }

    /** Runs with the configuration of this store; returns the exit status. */
    int run(String... arguments) {
        return plain(
                Stream.concat(Stream.of("--config", "conf"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /** Runs a whole command line; returns the exit status. */
    int plain(String... arguments) {
        out.reset();
        err.reset();
        Invocation invocation =
                new Invocation(
                        Map.of("PATH", "/usr/bin:/bin"),
                        folder,
                        new ByteArrayInputStream(in),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminal,
                        terminal,
                        80);
        return new Aeolus(invocation, Engines::plugins).run(arguments);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
