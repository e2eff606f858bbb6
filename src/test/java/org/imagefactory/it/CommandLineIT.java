package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imagefactory.config.Key;
import org.imagefactory.config.Keys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands, options and variables, without a single installation. */
class CommandLineIT {

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void tellsItsVersion(String option) throws IOException, InterruptedException {
        Scene.Outcome outcome = run(new Scene(), 0, option);

        assertThat(outcome.out()).matches("image-factory [0-9]+\\.[0-9]+\\.[0-9]+\n");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void helpHasEveryOptionAndCommand() throws IOException, InterruptedException {
        String help = run(new Scene(), 0, "--help").out();

        for (Key<?> key : Keys.all()) {
            key.options().forEach(option -> assertThat(help).contains(option.names()));
        }
        assertThat(help)
                .contains("--set", "--dry-run", "--verbose", "--quiet", "--log-format", "--json")
                .contains("--all", "--tag=TAG", "--jobs=N", "--help", "--version")
                .contains(
                        "  build ",
                        "  list ",
                        "  show ",
                        "  status ",
                        "  report ",
                        "  check ",
                        "  test ",
                        "  completion ");
        assertThat(run(new Scene(), 0, "show", "--help").out()).contains("--json", "--set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "status", "check", "show", "show --json", "list --bad"})
    void namesAndValuesDoNotSteerTheTerminal(String command)
            throws IOException, InterruptedException {
        String name = "esc\u001b]0;pwn\u0007\u009b31m\u202e";
        Scene scene = new Scene().lines("[" + name + "]", "linux=/x\u001b[31m", "format=\u001b[1m");
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        if (command.startsWith("show")) {
            arguments.add(name);
        }
        if (command.endsWith("--bad")) {
            arguments.set(1, "--" + name);
        }

        Scene.Outcome outcome = scene.arguments(arguments.toArray(String[]::new)).run();

        assertThat(outcome.out() + outcome.err())
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n\\t]]");
    }

    @Test
    void listTellsWhatMattersMost() throws IOException, InterruptedException {
        Scene scene =
                new Scene()
                        .set("format", "qcow2")
                        .lines("[other]", "kickstart=/o.ks", "eol=2001-02-03", "tested=twice");
        Files.createFile(scene.output().resolve("mini-2026-01-01.qcow2"));
        Files.createFile(scene.output().resolve("mini-2026-02-01.qcow2"));
        Files.createFile(scene.output().resolve("mini-2026-02-01.raw"));

        List<String> lines = run(scene, 0, "list").out().lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).split(" {2,}"))
                .containsExactly(
                        "IMAGE",
                        "FORMAT",
                        "SIZE",
                        "UPDATES END",
                        "TESTED",
                        "ANSWER FILE",
                        "NEWEST BUILD");
        assertThat(lines.get(1).split(" +"))
                .containsExactly(
                        "mini",
                        "qcow2",
                        "256M",
                        "-",
                        "-",
                        scene.folder() + "/answers.cfg",
                        "mini-2026-02-01.qcow2");
        assertThat(lines.get(2).split(" {2,}"))
                .containsExactly("other", "raw", "2G", "2001-02-03 (over)", "twice", "/o.ks", "-");
    }

    @Test
    void showTellsValuesAndOrigins() throws IOException, InterruptedException {
        Scene scene = new Scene().set("append", "${mine}").lines("mine=quiet");

        String text = run(scene, 0, "show", "mini", "--set", "ram=2G").out();
        Map<String, Object> json =
                Json.parse(
                        run(scene, 0, "show", "mini", "--json", "--mac=52:54:00:00:00:01").out());

        String file = scene.folder() + "/image-factory.conf";
        assertThat(text).contains("append = quiet\n    # " + file + ":5\n");
        assertThat(text).contains("ram = 2G\n    # option --set\n");
        assertThat(json).containsOnlyKeys("image", "values").containsEntry("image", "mini");
        assertThat(Json.object(json, "values"))
                .containsEntry("append", Map.of("value", "quiet", "origin", file + ":5"))
                .containsEntry("mine", Map.of("value", "quiet", "origin", file + ":11"))
                .containsEntry("image-size", Map.of("value", "256M", "origin", file + ":6"))
                .containsEntry(
                        "mac", Map.of("value", "52:54:00:00:00:01", "origin", "option --mac"))
                .containsEntry("one-partition", Map.of("value", "true", "origin", "default"));
    }

    @Test
    void answerPrintsWhatTheInstallerGets() throws IOException, InterruptedException {
        Scene scene = new Scene();
        Path template = scene.folder().resolve("answers.cfg.mustache");
        Files.writeString(
                template,
                "host {{hostname}} of {{site}}{{#packages}} +{{.}}{{/packages}}\n{{gone}}\n");
        scene.set("preseed", template.toString());

        Scene.Outcome broken = run(scene, 3, "answer", "mini", "--set", "site=here");
        String text =
                run(
                                new Scene().set("preseed", template.toString()),
                                0,
                                "answer",
                                "mini",
                                "--set=site=here",
                                "--set=gone=",
                                "--set=packages=vim less",
                                "--set=hostname=golden")
                        .out();

        assertThat(broken.err()).contains(template + ":2: no key or variable 'gone' has a value");
        assertThat(text).isEqualTo("host golden of here +vim +less\n\n");
    }

    @Test
    void showWorksForABrokenImage() throws IOException, InterruptedException {
        Scene scene =
                new Scene()
                        .set("append", "${nothing}")
                        .set("ram", "much")
                        .lines("[DEFAULT]", "others=${nothing}");

        Scene.Outcome outcome = run(scene, 0, "show", "--json", "mini");

        Map<String, Object> values = Json.object(Json.parse(outcome.out()), "values");
        assertThat(Json.object(values, "append")).containsEntry("value", "${nothing}");
        assertThat(Json.object(values, "ram")).containsEntry("value", "much");
        assertThat(outcome.err().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains(":5: [mini] append: unknown variable"))
                .anyMatch(line -> line.contains(":7: [mini] ram: 'much' is not"));
    }

    @Test
    void checkReportsEverythingAndChangesNothing() throws IOException, InterruptedException {
        Scene scene =
                new Scene()
                        .set("linux", "/nothing/linux")
                        .set("preseed", "/nothing/answers")
                        .lines("[broken]", "linux=/l", "mac=1", "format=2");
        run(scene, 0, "list");
        List<String> before = tree(scene.folder());

        Scene.Outcome outcome = run(scene, 3, "check");

        assertThat(outcome.out())
                .contains("mini: error: ", "'/nothing/linux' does not exist")
                .contains("'/nothing/answers' does not exist")
                .contains("mini: ok: all programs are installed")
                .contains("broken: error: ", "[broken] initrd is not set")
                .contains("[broken] mac: '1'", "[broken] format: '2'");
        assertThat(tree(scene.folder())).isEqualTo(before);
    }

    @Test
    void setBeatsTheFile() throws IOException, InterruptedException {
        Scene scene = new Scene().set("append", "${mine}").lines("mine=quiet");

        Scene.Outcome outcome =
                run(
                        scene,
                        0,
                        "--set",
                        "mine=one",
                        "--set",
                        "image_size=1G",
                        "build",
                        "mini",
                        "--dry-run",
                        "--set",
                        "mine=two",
                        "--set=memory=1G");

        assertThat(outcome.out()).contains(" two", " 1073741824)").doesNotContain("quiet", " one");
        assertThat(outcome.err())
                .contains("option --set: [mini] unknown key 'memory', and no ${memory} uses it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--dry-run --format qcow2 mini",
                "mini --format=qcow2 --dry-run",
                "--format qcow2 build mini --dry-run",
                "build --dry-run -f qcow2 mini",
                "--format raw --dry-run --format qcow2 -- mini",
                "--format raw build mini --set format=raw --dry-run --format qcow2"
            })
    void optionsStandAnywhere(String arguments) throws IOException, InterruptedException {
        assertThat(run(new Scene(), 0, arguments.split(" ")).out())
                .contains("convert the disk to qcow2");
    }

    @Test
    void variableNamesTheImage() throws IOException, InterruptedException {
        Scene scene = new Scene().environment("IMAGE", "mini");

        assertThat(run(scene, 0, "--dry-run").out()).contains("mini-");
        assertThat(run(scene, 3, "--dry-run", "other").err()).contains("no image 'other'");
    }

    @Test
    void configurationOfTheUserIsReadWithoutTheVariable() throws IOException, InterruptedException {
        Scene scene = new Scene().withoutConfigurationVariable();
        Path folder = Files.createDirectories(scene.folder().resolve(".config"));
        Files.writeString(folder.resolve("image-factory.conf"), "[at-home]\nram=1G\n");
        scene.environment("HOME", scene.folder().toString());

        assertThat(run(scene, 0, "list").out()).contains("at-home");
    }

    @Test
    void imageWithTheNameOfACommandIsBuiltByBuild() throws IOException, InterruptedException {
        Scene scene = new Scene().lines("[list]", "linux=/l", "initrd=/i");

        assertThat(run(scene, 0, "list").out()).contains("NEWEST BUILD");
        assertThat(run(scene, 0, "build", "list", "--dry-run").out())
                .contains("/out/.list.staging");
    }

    @Test
    void filesAreTestedByTheDefaultsAndTheOptions() throws IOException, InterruptedException {
        Scene scene = new Scene().lines("[DEFAULT]", "boot-timeout=soon", "image-size=1");

        assertThat(run(scene, 3, "test", "/nothing").err()).contains("[DEFAULT] boot-timeout: ");
        assertThat(run(scene, 4, "test", "/nothing", "--set", "boot-timeout=1s").out())
                .contains("/nothing: error: ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "lst                     | 3 | did you mean 'image-factory list'?",
                "shwo mini               | 3 | did you mean 'image-factory show'?",
                "prun mini               | 3 | did you mean 'image-factory prune'?",
                "cache                   | 2 | 'image-factory cache list'",
                "show mnii               | 3 | did you mean 'mini'?",
                "status mnii             | 3 | did you mean 'mini'?",
                "check mnii              | 3 | did you mean 'mini'?",
                "mini --fromat=raw       | 2 | did you mean '--format'?",
                "mini -dry-run           | 2 | did you mean '--dry-run'?",
                "mini --log=json         | 2 | '--log-file' or '--log-filename' or '--log-format'",
                "show --jsn mini         | 2 | did you mean '--json'?",
                "report                  | 2 | Missing required option: '--html=FILE'",
                "mini --json             | 2 | --json is an option of 'image-factory show'",
                "mini list               | 2 | 'image-factory build list'",
                "minni-* mnii            | 3 | no image matches 'minni-*'",
                "m?nni                   | 3 | near: mini",
                "--tag nightly           | 3 | no image has the tag 'nightly'",
                "--all mini              | 2 | --all and 'mini' contradict each other",
                "--all list              | 2 | --all is an option of 'image-factory build'",
                "list --jobs 2           | 2 | --jobs is an option of 'image-factory build'",
                "mini --jobs 0           | 2 | '0' is not a whole number from 1",
                "build -j many mini      | 2 | 'many' is not a whole number from 1",
                "mini --format           | 2 | Missing required parameter for option '--format'",
                "list mini               | 2 | Unmatched argument",
                "mini --set ram          | 2 | option --set: 'ram' is not KEY=VALUE",
                "mini --log-format xml   | 2 | 'xml' is not one of text, json",
                "--quiet --verbose mini  | 2 | --verbose and --quiet contradict each other",
                "show                    | 2 | no image named",
                "--dry-run               | 2 | no image named",
                "test                    | 2 | no file named",
                "verify                  | 2 | 'image-factory verify FILE'",
                "mini test               | 2 | 'image-factory build test'",
            })
    void saysWhatMayBeMeant(String arguments, int exitStatus, String text)
            throws IOException, InterruptedException {
        Scene scene = new Scene().environment("IMAGE", "");

        Scene.Outcome outcome = run(scene, exitStatus, arguments.split(" "));

        assertThat(outcome.out() + outcome.err()).contains(text);
        assertThat(outcome.err().lines()).allMatch(line -> line.startsWith("image-factory: "));
        assertThat(outcome.left()).isEmpty();
    }

    @Test
    void nothingAtAllIsAUsageError() throws IOException, InterruptedException {
        Scene.Outcome outcome = run(new Scene().environment("IMAGE", ""), 2);

        assertThat(outcome.err()).contains("no image named", "image-factory list");
    }

    @Test
    void quietAndVerbose() throws IOException, InterruptedException {
        Scene scene = new Scene().set("linux", "file:///proc/version");
        String line = "[0-9-]{10} [0-9:]{8},[0-9]{3} image-factory \\[[0-9]+] ";

        String usual = run(scene, 5, "mini").err();
        assertThat(usual).containsPattern(line + "INFO: ").containsPattern(line + "ERROR: ");
        assertThat(usual).doesNotContainPattern(line + "DEBUG: ");
        assertThat(run(scene, 5, "-v", "mini").err()).containsPattern(line + "DEBUG: ");
        assertThat(run(scene, 5, "mini", "--quiet").err().lines())
                .isNotEmpty()
                .noneMatch(text -> text.matches(line + "(INFO|DEBUG): .*"));
    }

    @ParameterizedTest
    @CsvSource({
        "mini,                     5", // a build that fails
        "mini broken,              3", // a configuration that is broken
        "mini --what,              2", // a command line that is wrong
        "mini --dry-run --set a=b, 0", // a warning
        "show broken,              0"
    })
    void everyLineOfTheErrorsIsJson(String arguments, int exitStatus)
            throws IOException, InterruptedException {
        Scene scene =
                new Scene().set("linux", "file:///proc/version").lines("[broken]", "linux=${x}");

        String err = run(scene, exitStatus, ("--log-format json " + arguments).split(" ")).err();

        assertThat(err.lines()).isNotEmpty();
        assertThat(err.lines().map(Json::parse))
                .allSatisfy(line -> assertThat(line).containsKeys("time", "level", "message"));
    }

    @Test
    void nothingStartsIfOneConfigurationIsBroken() throws IOException, InterruptedException {
        Scene scene = new Scene().lines("[broken]", "linux=/l");

        Scene.Outcome outcome = run(scene, 3, "mini", "broken", "nothing");

        assertThat(outcome.err())
                .contains("[broken] initrd is not set", "no image 'nothing'")
                .doesNotContain("INFO");
        assertThat(outcome.left()).isEmpty();
    }

    @Test
    void whatIsMeantByAPatternMayBeBroken() throws IOException, InterruptedException {
        Scene scene =
                new Scene()
                        .set("linux", "file:///proc/version")
                        .lines("[broken]", "linux=/l", "[elsewhere]", "upload_target=/x");

        String err = run(scene, 3, "--all").err();

        assertThat(err)
                .contains("ERROR: building mini failed: ", "[broken] initrd is not set")
                .contains("\nmini       failure (status 5)", "\nbroken     failure (status 3)");
        assertThat(run(scene, 3, "--all", "--dry-run").out()).contains("[1/");
        assertThat(run(scene, 3, "min*", "broken").err()).doesNotContain("building");
    }

    static Scene.Outcome run(Scene scene, int exitStatus, String... arguments)
            throws IOException, InterruptedException {
        Scene.Outcome outcome = scene.arguments(arguments).run();
        assertThat(outcome.exitStatus()).as(outcome.err()).isEqualTo(exitStatus);
        return outcome;
    }

    static List<String> tree(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }
}
