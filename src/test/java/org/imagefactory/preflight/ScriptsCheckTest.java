package org.imagefactory.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.report.Finding;
import org.imagefactory.report.Finding.Severity;
import org.imagefactory.spec.AnswerFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real shellcheck and grub-script-check. */
class ScriptsCheckTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

    @TempDir private Path folder;

    @Test
    void namesTheLineOfABadScript() throws Exception {
        List<Finding> findings =
                look(
                        """
                        d-i a/b string c
                        d-i preseed/late_command string \\
                            echo $(ls); \\
                            rm -rf $x/*
                        """);

        assertThat(findings).hasSize(1);
        Finding finding = findings.get(0);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.where()).endsWith("preseed.cfg:2");
        assertThat(finding.text()).contains("preseed/late_command, says shellcheck", "SC2086");
    }

    @Test
    void praisesGoodScripts() throws Exception {
        assertThat(look("#93: #!/bin/sh\n#93: set -eu\n#93: echo hello\n"))
                .extracting(Finding::severity)
                .containsExactly(Severity.OK);
        assertThat(look("d-i a/b string c\n")).isEmpty();
    }

    @Test
    void checksWhatIsWrittenForGrub() throws Exception {
        String script =
                """
                #93: #!/bin/sh
                #93: cat >> /target/etc/default/grub <<'EOF'
                #93: GRUB_TIMEOUT=0
                #93: GRUB_CMDLINE_LINUX="console=ttyS0%s
                #93: EOF
                #93: echo 'GRUB_TERMINAL=serial' >> /target/etc/default/grub
                """;

        assertThat(look(script.formatted("\"")))
                .extracting(Finding::severity)
                .containsExactly(Severity.OK, Severity.OK);
        List<Finding> findings = look(script.formatted(""));
        assertThat(findings)
                .extracting(Finding::severity)
                .containsExactly(Severity.OK, Severity.WARNING);
        assertThat(findings.get(1).text()).contains("/default/grub, says grub-script-check");
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        Specs specs = specs("#93: #!/bin/sh\n#93: echo hello\n");
        SearchPath nowhere = SearchPath.of(Map.of("PATH", folder.toString()));
        SearchPath first = new SearchPath(List.of(nowhere.folders().get(0)));

        assertThat(
                        new ScriptsCheck(new CommonsExecRunner(ENVIRONMENT), first, folder)
                                .look(specs.spec()))
                .extracting(Finding::text)
                .singleElement()
                .asString()
                .contains("shellcheck is not installed");
    }

    private List<Finding> look(String answers) throws Exception {
        return new ScriptsCheck(
                        new CommonsExecRunner(ENVIRONMENT), SearchPath.of(ENVIRONMENT), folder)
                .look(specs(answers).spec());
    }

    private Specs specs(String answers) throws Exception {
        Path file = Files.writeString(folder.resolve("preseed.cfg"), answers);
        Specs specs = new Specs();
        specs.answers = Optional.of(new AnswerFile(AnswerFile.Kind.PRESEED, file));
        return specs;
    }
}
