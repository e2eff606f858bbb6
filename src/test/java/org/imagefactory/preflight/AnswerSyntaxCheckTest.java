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
import org.imagefactory.spec.AnswerValues;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found, by our own rules. */
class AnswerSyntaxCheckTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "d-i debconf/language string en, OK",
        "# nothing, OK",
        "d-i debconf/language strange en, WARNING",
        "d-i broken, WARNING",
        "d-i grub-installer/bootdev string /dev/sda, ERROR",
    })
    void preseed(String line, Severity severity) throws Exception {
        Path file = Files.writeString(folder.resolve("preseed.cfg"), line + "\n");
        Specs specs = new Specs();
        specs.answers = Optional.of(new AnswerFile(AnswerFile.Kind.PRESEED, file));
        List<Finding> findings =
                new AnswerSyntaxCheck(
                                new CommonsExecRunner(ENVIRONMENT),
                                SearchPath.of(ENVIRONMENT),
                                folder)
                        .look(specs.spec());
        assertThat(findings).extracting(Finding::severity).startsWith(severity);
    }

    @ParameterizedTest
    @CsvSource({
        "d-i x string {{hostname}}, OK",
        "d-i {{hostname}}, WARNING",
        "d-i x string {{gone}}, ERROR",
    })
    void ofWhatATemplateBecomes(String line, Severity severity) throws Exception {
        Path file = Files.writeString(folder.resolve("preseed.cfg.mustache"), line + "\n");
        Specs specs = new Specs();
        AnswerValues values = new AnswerValues(Map.of("hostname", "host"), Map.of());
        specs.answers = Optional.of(new AnswerFile(AnswerFile.Kind.PRESEED, file, values));
        List<Finding> findings =
                new AnswerSyntaxCheck(
                                new CommonsExecRunner(ENVIRONMENT),
                                SearchPath.of(ENVIRONMENT),
                                folder)
                        .look(specs.spec());
        assertThat(findings).extracting(Finding::severity).startsWith(severity);
        assertThat(folder).isDirectoryNotContaining("glob:**/answer-*");
    }
}
