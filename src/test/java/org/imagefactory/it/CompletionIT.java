package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagefactory.it.CommandLineIT.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What bash proposes for command lines of the program. */
class CompletionIT {

    private static final Path COMPLETION =
            Path.of("target/image-factory/share/bash-completion/completions/image-factory");

    @Test
    void completesOptionsAndCommands() throws IOException, InterruptedException {
        assertThat(run(new Scene(), 0, "completion").out()).isEqualTo(Files.readString(COMPLETION));
        TestHost.onThisHost("bash", "-n", COMPLETION.toString());
        assertThat(complete("--dry")).containsExactly("--dry-run");
        assertThat(complete("che")).containsExactly("check");
        assertThat(complete("tes")).containsExactly("test");
        assertThat(complete("test", "pom.x")).containsExactly("pom.xml");
        assertThat(complete("--jo")).containsExactly("--jobs");
        assertThat(complete("build", "--al")).containsExactly("--all");
        assertThat(complete("show", "--js")).containsExactly("--json");
        assertThat(complete("--format", "")).containsExactlyInAnyOrder("raw", "qcow2");
        assertThat(complete("build", "--log-format", "")).containsExactly("text", "json");
    }

    /** What bash proposes for the last word, as it calls the function. */
    private static List<String> complete(String... words) {
        String script =
                """
                . "$1"
                shift
                compopt() { :; } # works during a completion only
                function=$(complete -p image-factory | sed 's/.* -F \\([^ ]*\\) .*/\\1/')
                COMP_WORDS=(image-factory "$@") COMP_CWORD=$#
                "$function"
                printf '%s\\n' "${COMPREPLY[@]}"
                """;
        return TestHost.onThisHost(
                Stream.concat(
                                Stream.of("bash", "-c", script, "bash", COMPLETION.toString()),
                                Stream.of(words))
                        .toArray(String[]::new));
    }
}
