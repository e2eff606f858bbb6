package org.imagefactory.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.imagefactory.spec.AnswerFile;
import org.junit.jupiter.api.Test;

class AutoinstallScriptsTest {

    @Test
    void findsCommandsOfEveryKind() {
        String text =
                """
                #cloud-config
                autoinstall:
                  early-commands:
                  - echo early
                  - [systemctl, stop, ssh]
                  error-commands:
                  - [bash, -euc, "echo a; echo b"]
                  late-commands:
                  - |
                    set -e
                    curtin in-target --target=/target -- sh -c '
                    echo "$HOME"
                    '
                  - |
                    curtin in-target -- sh -euc "$(cat <<"END"
                    cd /root
                    END
                    )"
                  - [curtin, in-target, --, sh, -c, 'echo "$1"']
                """;

        assertThat(EmbeddedScripts.in(AnswerFile.Kind.AUTOINSTALL, text))
                .containsExactly(
                        script("early-commands, command 1", 4, "sh", "echo early"),
                        script(
                                "late-commands, command 1",
                                10,
                                "sh",
                                "set -e\ncurtin in-target --target=/target -- sh -c '\n\n'"),
                        script(
                                "late-commands, command 1 (in the new system)",
                                11,
                                "sh",
                                "\necho \"$HOME\""),
                        script(
                                "late-commands, command 2",
                                15,
                                "sh",
                                "curtin in-target -- sh -euc \"$(cat <<\"END\"\n\nEND\n)\""),
                        script(
                                "late-commands, command 2 (in the new system)",
                                16,
                                "sh",
                                "cd /root"),
                        script("late-commands, command 3", 19, "sh", "echo \"$1\""),
                        script("error-commands, command 1", 7, "bash", "echo a; echo b"));
    }

    @Test
    void findsNothingInWhatIsNoYaml() {
        assertThat(EmbeddedScripts.in(AnswerFile.Kind.AUTOINSTALL, "a: [")).isEmpty();
        assertThat(EmbeddedScripts.in(AnswerFile.Kind.AUTOINSTALL, "")).isEmpty();
    }

    private static EmbeddedScript script(String name, int line, String shell, String text) {
        return new EmbeddedScript(name, line, "#!/bin/" + shell + "\n" + text + "\n");
    }
}
