package org.imagefactory.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.Problem;

/** Configuration files in a folder, read for a user with the home {@code /home/me}. */
final class Fixture {

    static final Host USER =
            new Host(
                    Path.of("/home/me"),
                    false,
                    Path.of("/build"),
                    () -> LocalDate.of(2026, 11, 22),
                    TestEngines::settings);
    static final Host ROOT =
            new Host(
                    Path.of("/root"),
                    true,
                    Path.of("/build"),
                    () -> LocalDate.of(2026, 11, 22),
                    TestEngines::settings);

    /** The smallest image. */
    static final String IMAGE =
            "[img]\nlinux=http://m.example/linux\ninitrd=http://m.example/initrd\n";

    private final Path folder;
    private final List<Path> files = new ArrayList<>();
    private final List<Assignment> assignments = new ArrayList<>();
    private Host host = USER;

    Fixture(Path folder) {
        this.folder = folder;
    }

    /** Adds a file: {@code 1.conf}, {@code 2.conf} and so on. */
    Fixture file(String text) {
        try {
            files.add(Files.writeString(folder.resolve((files.size() + 1) + ".conf"), text));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    Fixture set(String... arguments) {
        try {
            for (String argument : arguments) {
                assignments.add(Assignment.parse(argument));
            }
        } catch (BuildException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    Fixture option(Key<?> key, String option, String value) {
        try {
            assignments.add(Assignment.option(key, option, value));
        } catch (BuildException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    Fixture host(Host other) {
        host = other;
        return this;
    }

    Layers layers() throws ConfigurationException {
        return new Layers(Configuration.load(files), assignments);
    }

    SpecReader reader() throws ConfigurationException {
        return new SpecReader(layers(), host);
    }

    Reading read(String image) throws ConfigurationException {
        return reader().read(image);
    }

    /** The problems of an image, one a line, without the folder of the files. */
    List<String> problems(String image) {
        try {
            return shorten(reader().read(image).warnings(), "unexpected success; warning ");
        } catch (ConfigurationException e) {
            return shorten(e.problems(), "");
        }
    }

    /** The warnings of an image that has no problems. */
    List<String> warnings(String image) throws ConfigurationException {
        return shorten(read(image).warnings(), "");
    }

    private List<String> shorten(List<Problem> problems, String prefix) {
        return problems.stream()
                .map(problem -> prefix + problem.toString().replace(folder + "/", ""))
                .toList();
    }
}
