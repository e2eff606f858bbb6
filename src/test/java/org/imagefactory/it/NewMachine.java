package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A new Debian: its packages are those of a minimal installation and git. Only Maven's repository
 * is this machine's, as a throw-away copy.
 */
final class NewMachine implements AutoCloseable {

    private static final String MAVEN = "/maven";

    /** A field of debian/control that names packages, with its lines. */
    private static final Pattern RELATIONS =
            Pattern.compile(
                    "^(Build-Depends|Depends|Recommends|Suggests):(.*(?:\n [^\n]*)*)",
                    Pattern.MULTILINE);

    private final DebianRoot root;

    private NewMachine(DebianRoot root) {
        this.root = root;
    }

    /**
     * Makes one with this project in a bundle of git.
     *
     * @param suite Debian's release
     * @param more packages that it has
     */
    static NewMachine make(String suite, String... more) throws IOException {
        // What Maven tells its tests: where it looks things up.
        String repository = System.getProperty("localRepository");
        assertThat(repository).as("Maven's local repository").isNotNull();
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--over", repository, MAVEN, "git"));
        arguments.addAll(List.of(more));
        DebianRoot root = DebianRoot.make(suite, arguments.toArray(String[]::new));
        try {
            // Maven notes there what it looked up, whoever runs it.
            root.shell(
                    "find %s \\( -type d -o -name '*.repositories' -o -name '*.properties' \\)"
                                    .formatted(MAVEN)
                            + " -exec chmod a+rwX {} +");
            Path share = root.share();
            SlowCommand.run("git", "bundle", "create", share.resolve("bundle").toString(), "HEAD");
            // What is not committed yet is to be tested, too.
            SlowCommand.run("git", "diff", "--binary", "--output=" + share.resolve("diff"), "HEAD");
        } catch (AssertionError | IOException e) {
            root.close();
            throw e;
        }
        return new NewMachine(root);
    }

    /** Runs a line of shell as root. */
    String shell(String line) throws IOException {
        return root.shell(line);
    }

    /** Runs a line of shell as another user, whose home is the current folder. */
    String shell(String user, String line) throws IOException {
        return root.run(
                "su",
                "-",
                user,
                "-c",
                "export MAVEN_OPTS=-Dmaven.repo.local=" + MAVEN + "; " + line);
    }

    /** Clones this project to the folder {@code clone} of a user's home. */
    void cloneFor(String user) throws IOException {
        shell(
                user,
                "git clone -q /mnt/bundle clone"
                        + " && if [ -s /mnt/diff ]; then git -C clone apply /mnt/diff; fi");
    }

    /** Apt finds everything that it may be asked for, and nothing stands in the way. */
    void canInstallWhatIsNamed(String user) throws IOException {
        shell("apt-get -qq update");
        String simulate = "apt-get -qq --simulate ";
        shell(
                simulate
                        + "--no-install-recommends install "
                        + shell(user, "clone/dev packages").replace('\n', ' '));
        for (Map.Entry<String, String> relation : relations().entrySet()) {
            shell(simulate + "satisfy '" + relation.getValue() + "'");
        }
    }

    /** A field that is missing there fails the test. */
    private static Map<String, String> relations() throws IOException {
        Map<String, String> relations =
                RELATIONS
                        .matcher(Files.readString(Path.of("debian/control")))
                        .results()
                        .collect(
                                Collectors.toMap(
                                        result -> result.group(1),
                                        result -> withoutVariables(result.group(2)),
                                        (one, other) -> other,
                                        TreeMap::new));
        assertThat(relations)
                .containsOnlyKeys("Build-Depends", "Depends", "Recommends", "Suggests");
        return relations;
    }

    private static String withoutVariables(String relations) {
        return relations
                .replaceAll("\\$\\{[^}]*}", "")
                .replaceAll("\\s+", " ")
                .replaceAll("[, ]+$", "")
                .strip();
    }

    /** The README's first command: from the clone to the image that has booted. */
    void runsToTheBootedImage(String user) throws IOException {
        String said = shell(user, "cd clone && ./dev run 2>&1");

        assertThat(said).contains("login:").endsWith("dev: done, see target/run");
        shell(user, "cd clone/target/run && sha256sum --check --quiet mini-*.qcow2.sha256sum");
    }

    @Override
    public void close() {
        root.close();
    }
}
