package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagefactory.it.CommandLineIT.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options as scripts for the original tool write them. */
class OptionsIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--dry-run --form qcow2 mini",
                "--form=raw --dry build --fo=qcow2 mini",
                "--image 1G --format qcow2 --no-log --dry-run mini",
                "--log-filen --form --format qcow2 --dry-run mini",
                "--dry-run --set build --cache /c --form qcow2 -- mini"
            })
    void longOptionsMayBeCutShort(String arguments) throws IOException, InterruptedException {
        String[] words = arguments.replace("--set build", "--set build=1").split(" ");

        assertThat(run(new Scene(), 0, words).out()).contains("convert the disk to qcow2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mini --no         | Unknown option: '--no'",
                "mini --log x      | '--log-file' or '--log-filename' or '--log-format'",
                "mini --form       | Missing required parameter for option '--format'",
                "mini -- --form    | no image '--form'"
            })
    void whatCouldBeSeveralIsNone(String arguments, String text)
            throws IOException, InterruptedException {
        int status = arguments.contains(" -- ") ? 3 : 2;

        assertThat(run(new Scene(), status, arguments.split(" ")).err()).contains(text);
    }

    @ParameterizedTest
    @CsvSource({
        "--log-file --no-log-file, false",
        "--no-log-file --log-file, true",
        "--log-file --no-log-file --log-file, true",
        "--set log-file=true --log-file --no-log, false"
    })
    void ofTwoSwitchesTheLastCounts(String options, boolean logs)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
        arguments.addAll(0, List.of("show", "mini", "--json"));

        Map<String, Object> json =
                Json.parse(run(new Scene(), 0, arguments.toArray(String[]::new)).out());

        assertThat(Json.object(Json.object(json, "values"), "log-file"))
                .containsEntry("value", Boolean.toString(logs));
    }

    @Test
    void theLastCountsBeforeAndBehindACommand() throws IOException, InterruptedException {
        String out = run(new Scene(), 0, "--no-log-file", "show", "mini", "--log-file").out();

        assertThat(out).contains("log-file = true\n    # option --log-file\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--format vmdk  | option --format: 'vmdk' is not one of raw, qcow2",
                "--image-size 2 | option --image-size: '2' is not a whole number and a unit",
                "--mac 52:54    | option --mac: '52:54' is not a MAC address",
                "--format=      | option --format: '' is not one of raw, qcow2"
            })
    void aWrongValueIsAWrongCommandLine(String option, String text)
            throws IOException, InterruptedException {
        String[] words = (option + " mini").split(" ");

        assertThat(run(new Scene(), 2, words).err()).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "show", "check", "build"})
    void anEmptyNameIsNoImage(String command) throws IOException, InterruptedException {
        String[] words = command.isEmpty() ? new String[] {""} : new String[] {command, ""};

        assertThat(run(new Scene().environment("IMAGE", "mini"), 2, words).err())
                .contains("no image named");
    }

    @Test
    void anEmptyValueStandsForTheDefault() throws IOException, InterruptedException {
        String out =
                run(new Scene().set("mac", "52:54:00:00:00:01"), 0, "show", "mini", "--mac=").out();

        assertThat(out).doesNotContain("52:54");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"/nodir/x.log | no such file or directory", "/tmp | Is a directory"})
    void aLogFileThatCannotBeWrittenIsToldInWords(String file, String reason)
            throws IOException, InterruptedException {
        String err = run(new Scene(), 4, "--log-file", "--log-filename", file, "mini").err();

        assertThat(err).contains("cannot write the log file " + file + ": " + reason + "\n");
    }
}
