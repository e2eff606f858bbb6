package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.INTEGER;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.history.History;
import org.imagefactory.history.Records;
import org.imagefactory.report.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page that the packaged program writes, looked at with a browser. */
class ReportIT {

    private static final String LONG =
            "a-very-long-name-that-no-telephone-shows-in-one-line-" + "x".repeat(45);
    private static final String POLICY_START = "<meta http-equiv=";
    private static final String SCRIPT =
            "<script>document.documentElement.dataset.scripted = 'yes'</script>";

    @TempDir private Path profile;
    private final Scene scene;

    ReportIT() throws IOException {
        scene = new Scene();
    }

    @BeforeEach
    void rememberAMonth() throws IOException {
        History history = new History(scene.output());
        for (int night = 0; night < 33; night++) {
            history.add(night == 20 ? Records.bad("mini", night) : Records.good("mini", night));
        }
        String message = SCRIPT + "\n" + "no-blank-anywhere".repeat(20);
        history.add(
                Records.record(LONG, 1, new Outcome(ExitStatus.INSTALLATION, message, message)));
        Files.writeString(
                scene.output().resolve("mini-2026-04-02.changes"),
                "mini -> mini\n^ " + "package".repeat(30) + " 1 -> 2\n");
        TestHost.onThisHost(
                "chown", "-R", "--reference=" + scene.folder(), scene.output().toString());
    }

    @Test
    void thePageIsOneFileThatEverybodyMayRead() throws IOException, InterruptedException {
        Path page = write();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
                .isEqualTo("rw-r--r--");
        assertThat(scene.arguments("report").run().err()).contains("--html");
        Scene.Outcome failed = scene.arguments("report", "--html", "none/x.html").run();
        assertThat(failed.exitStatus()).isEqualTo(4);
        assertThat(failed.err()).contains("cannot write ", "/none/x.html");
    }

    @ParameterizedTest
    @CsvSource({"360, false", "360, true", "1280, false"})
    void nothingIsWiderThanTheScreenAndNothingIsLoaded(int width, boolean dark)
            throws IOException, InterruptedException {
        String html = Files.readString(write());
        int policy = html.indexOf(POLICY_START);
        String withoutPolicy =
                html.substring(0, policy) + html.substring(html.indexOf('>', policy) + 1);

        for (String text : List.of(html, withoutPolicy)) {
            Map<String, Object> seen = new Browser(profile).look(text, width, dark);
            assertThat(seen)
                    .containsEntry("width", width)
                    .containsEntry("closed", width)
                    .containsEntry("open", width)
                    .containsEntry("invisible", 0)
                    .containsEntry("scripted", "")
                    .containsEntry("background", dark ? "rgb(14, 19, 24)" : "rgb(244, 246, 248)");
            assertThat(seen).extractingByKey("requests", LIST).isEmpty();
            assertThat(seen).extractingByKey("text", STRING).contains(SCRIPT, " d ago", LONG);
        }
    }

    /** Else the test above would prove nothing. */
    @Test
    void theBrowserSeesWhatIsWrong() throws IOException, InterruptedException {
        String wrong =
                "<!DOCTYPE html><body>"
                        + SCRIPT
                        + "<img src='http://example.org/x'>"
                        + "<p style='width:400px'>wide</p><svg width='1'></svg>";

        Map<String, Object> seen = new Browser(profile).look(wrong, 360, false);

        assertThat(seen).extractingByKey("closed", INTEGER).isGreaterThan(360);
        assertThat(seen).containsEntry("invisible", 1).containsEntry("scripted", "yes");
        assertThat(seen).extractingByKey("requests", LIST).containsExactly("http://example.org/x");
    }

    private Path write() throws IOException, InterruptedException {
        Scene.Outcome outcome = scene.arguments("report", "--html", "index.html").run();
        assertThat(outcome.exitStatus()).as(outcome.err()).isZero();
        assertThat(outcome.out() + outcome.err()).isEmpty();
        return scene.output().resolve("index.html");
    }
}
