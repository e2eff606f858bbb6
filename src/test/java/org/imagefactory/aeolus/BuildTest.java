package org.imagefactory.aeolus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.imagefactory.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Building by the mocks: what is printed, and what becomes of files and parameters. */
class BuildTest {

    private static final List<String> KEYS =
            List.of(
                    "identifier",
                    "data",
                    "template",
                    "icicle",
                    "status",
                    "status_detail",
                    "percent_complete",
                    "parameters",
                    "properties");

    private static final Pattern ID = Pattern.compile("UUID: ([0-9a-f-]{36})\n");

    @TempDir Path folder;
    private Program program;

    @BeforeEach
    void prepare() throws Exception {
        program = new Program(folder);
        program.file("provider", "a provider \n\n");
        program.file("credentials", "top secret\n");
    }

    @Test
    void endOfABaseImageIsPrintedToTheLetter() {
        assertThat(program.run("base_image", "mock.tdl")).isZero();

        String id = id();
        assertThat(program.out())
                .isEqualTo(
                        """

                        ============ Final Image Details ============
                        UUID: %s
                        Type: base_image
                        Image filename: %s/%s.body
                        Image build completed SUCCESSFULLY!
                        """
                                .formatted(id, program.store, id));
        assertThat(program.err()).isEmpty();
        assertThat(program.store.resolve(id + ".body")).isNotEmptyFile();
    }

    @Test
    void endOfAProviderImageHasItsIdentifier() throws Exception {
        assertThat(program.run(push("--template", "mock.tdl", "mock"))).isZero();

        Map<String, Object> image = shown(id());
        assertThat(program.out()).doesNotContain("secret");
        assertThat(image)
                .containsEntry("provider", "a provider")
                .containsEntry("provider_account_identifier", "mock_user")
                .containsEntry("parameters", Map.of("snapshot", false))
                .containsEntry("percent_complete", 100);
        program.run(push("--template", "mock.tdl", "mock"));
        assertThat(program.out())
                .containsPattern("\nImage ID on provider: [0-9a-f-]{36}\nImage build completed");
    }

    /** The program waits for what was not sent yet, also when it fails. */
    @Test
    void callbacksHearOfTheEnd() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder().headersDelay(1, TimeUnit.SECONDS).build());
            server.enqueue(new MockResponse.Builder().build());
            program.file(
                    "parameters",
                    "{\"mock_error\": \"no\", \"callbacks\": [\"%s\"]}".formatted(server.url("/")));

            assertThat(
                            program.run(
                                    "--output",
                                    "json",
                                    "base_image",
                                    "--parameters",
                                    "parameters",
                                    "mock.tdl"))
                    .isOne();

            assertThat(server.getRequestCount()).isEqualTo(2);
            assertThat(server.takeRequest().getBody().utf8()).contains("BUILDING");
            assertThat(server.takeRequest().getBody().utf8()).contains("FAILED");
        }
        assertThat(program.run("base_image", "--parameter", "callbacks", "x", "mock.tdl")).isOne();
        assertThat(program.err()).contains("the parameter callbacks is not a list of addresses");
    }

    @Test
    void eachStepStartsFromTheOneBefore() throws Exception {
        program.run("base_image", "mock.tdl");
        String base = id();
        assertThat(program.run("target_image", "--id", base, "ecmock")).isZero();
        String target = id();
        assertThat(program.out()).contains("Type: target_image\n");
        assertThat(program.run("provider_image", "--id", target, "@p", "credentials")).isZero();

        assertThat(shown(id()))
                .containsEntry("target_image_id", target)
                .doesNotContainKey("target");
        program.run("--output", "json", "images", "{\"target\": \"ecmock\"}");
        assertThat(Json.object(program.out()).get("images")).asInstanceOf(LIST).hasSize(2);
        assertThat(shown(target)).containsEntry("base_image_id", base);
        assertThat(program.run("provider_image", "--id", base, "@p", "credentials")).isEqualTo(1);
        assertThat(program.run("target_image", "--id", target, "mock")).isEqualTo(1);
        assertThat(program.err()).contains(target).doesNotContain("Exception");
    }

    @Test
    void metadataIsPrintedAsItWasBeforeTheBuild() throws Exception {
        assertThat(
                        program.run(
                                "--output",
                                "json",
                                "target_image",
                                "mock",
                                "--template",
                                "mock.tdl"))
                .isZero();

        Map<String, Object> image = Json.object(program.out());
        assertThat(image.keySet())
                .containsExactlyElementsOf(
                        Stream.concat(KEYS.stream(), Stream.of("base_image_id", "target"))
                                .toList());
        assertThat(image)
                .containsEntry("status", "NEW")
                .containsEntry("percent_complete", 0)
                .containsEntry("icicle", null)
                .containsEntry("template", Program.TEMPLATE);
        assertThat(program.out()).startsWith("{\n  \"identifier\": \"").endsWith("\n}\n");
        assertThat(program.err()).isEmpty();
    }

    @Test
    void failureIsTold() {
        String[] failing = {"base_image", "mock.tdl", "--parameter", "mock_error", "no luck"};
        assertThat(program.run(failing)).isEqualTo(1);
        assertThat(program.out()).isEqualTo("\nImage build FAILED with error: no luck\n");

        assertThat(
                        program.run(
                                Stream.concat(Stream.of("--output", "json"), Stream.of(failing))
                                        .toArray(String[]::new)))
                .isEqualTo(1);
        assertThat(program.out()).contains("\"status\": \"NEW\"").doesNotContain("FAILED");
        assertThat(program.err()).contains("no luck");
    }

    @Test
    void jsonHasColoursOnATerminal() {
        program.onTerminal();
        program.run("--output", "json", "base_image", "mock.tdl");
        assertThat(program.out()).contains("\033[34;1m\"status\"\033[0m: \033[32m\"NEW\"\033[0m");

        program.run("--output", "json", "--raw", "base_image", "mock.tdl");
        assertThat(program.out()).doesNotContain("\033").contains("\"status\": \"NEW\"");
    }

    @Test
    void laterParametersWin() throws Exception {
        program.file("p", "{\"a\": [1, null], \"b\": \"json\", \"c\": \"json\", \"snapshot\": 1}");
        program.file("text", " text \n");

        String[] arguments = {
            "provider_image",
            "--file-parameter",
            "c",
            "text",
            "--template",
            "mock.tdl",
            "--parameter",
            "c",
            "x",
            "mock",
            "--parameter",
            "b",
            "first",
            "provider",
            "--parameter",
            "b",
            "last",
            "credentials",
            "--snapshot",
            "--paramaters",
            "p"
        };
        program.run(
                Stream.concat(Stream.of("--output", "json"), Stream.of(arguments))
                        .toArray(String[]::new));

        assertThat(Json.line(Json.object(program.out()).get("parameters")))
                .isEqualTo("{\"a\":[1,null],\"b\":\"last\",\"c\":\" text \\n\",\"snapshot\":1}");
    }

    @Test
    void templateMayBeOnStandardInput() throws Exception {
        assertThat(program.reading(Program.TEMPLATE).run("base_image", "-")).isZero();
        assertThat(shown(id())).containsEntry("template", Program.TEMPLATE);
        assertThat(shown(id()).get("icicle")).asString().contains("Ein Bär");
    }

    @Test
    void templateIsReadByItsEncoding() throws Exception {
        String declared = "<?xml version='1.0' encoding='ISO-8859-1'?>" + Program.TEMPLATE;
        Files.write(folder.resolve("latin.tdl"), declared.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(program.run("base_image", "latin.tdl")).isZero();
        assertThat(shown(id())).containsEntry("template", declared);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "base_image none.tdl | the template none.tdl: there is no such file",
                "base_image . | the template .: ",
                "base_image mock.tdl --parameters none | the parameters file none: there is no",
                "base_image mock.tdl --parameters mock.tdl | parameters file mock.tdl is not JSON",
                "base_image mock.tdl --parameters list | list is JSON, but not an object",
                "base_image mock.tdl --parameters empty | empty is empty, not JSON",
                "base_image mock.tdl --file-parameter a none | the parameter file none: there is",
                "base_image mock.tdl --file-parameter a latin | latin is not text in UTF-8",
                "provider_image mock none credentials --template mock.tdl | definition none",
                "provider_image mock @p none --template mock.tdl | the credentials file none",
                "target_image mock --id .. | No image found with id: ..",
                "target_image mock --id 00000000-0000-4000-8000-000000000000 | No image found",
                "target_image mock --id 00000000-0000-4000-8000-00000000000A | No image found",
                "delete ../../etc/passwd | No image found with id: ../../etc/passwd",
                "images [1] | the FETCH_SPEC is JSON, but not an object",
                "images x | the FETCH_SPEC is not JSON",
                "plugins --id Bogus | no plugin has the name Bogus; known: Azure, Docker, ",
            })
    void unsuitableFilesLeaveNoRecord(String line, String message) throws Exception {
        program.file("list", "[1]");
        program.file("empty", "");
        Files.write(folder.resolve("latin"), new byte[] {(byte) 0xfc});

        assertThat(program.run(line.split(" ", -1))).isEqualTo(1);
        assertThat(program.err()).contains(message).doesNotContain("Exception", "\tat ");
        assertThat(program.err().lines().filter(each -> !each.contains("write an object")))
                .hasSize(1);
        assertThat(records()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<template> | line 1",
                "text | line 1",
                "<!DOCTYPE template [<!ENTITY a 'b'>]><template/> | line 1",
                "<template><name>x</name></template> | /template",
            })
    void invalidTemplatesFail(String text, String message) throws Exception {
        program.file("bad.tdl", text);

        assertThat(program.run("base_image", "bad.tdl")).isEqualTo(1);
        assertThat(program.out()).startsWith("\nImage build FAILED with error: ").contains(message);
        assertThat(records()).hasSize(1);
    }

    @Test
    void unknownTargetsFail() {
        program.run("target_image", "nowhere", "--template", "mock.tdl");

        assertThat(program.out()).contains("nowhere", "mocksphere");
    }

    @Test
    void storeThatCannotBeWrittenToIsNamed() throws Exception {
        Path file = program.file("file", "");
        program.file(
                "conf",
                "{\"image_manager_args\": {\"storage_path\": \"%s/store\"}}".formatted(file));

        assertThat(program.run("base_image", "mock.tdl")).isEqualTo(1);
        assertThat(program.err()).contains(file.toString()).doesNotContain("\tat ");
    }

    @Test
    void storeThatIsAFileIsToldInWords() throws Exception {
        Path file = program.file("file", "");
        program.file(
                "conf", "{\"image_manager_args\": {\"storage_path\": \"%s\"}}".formatted(file));

        assertThat(program.run("images", "{}")).isEqualTo(1);
        assertThat(program.err())
                .contains("the store %s cannot be used: file exists".formatted(file));
    }

    @Test
    void namesOfStrangersForgeNoLines() throws Exception {
        program.run("base_image", "mock.tdl");
        Files.createFile(program.store.resolve("a\nb: foreign"));

        assertThat(program.run("store", "check")).isEqualTo(1);
        assertThat(program.out().lines()).singleElement().asString().contains("a\\x0ab: foreign");
    }

    @Test
    void folderForWorkThatIsALinkIsNotUsed() throws Exception {
        Path victim = Files.createDirectory(program.folder.resolve("victim"));
        Path work = Files.createDirectory(program.folder.resolve("work"));
        Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        Files.createSymbolicLink(work.resolve("imagefactory-" + user), victim);

        assertThat(program.run("base_image", "mock.tdl")).isEqualTo(1);

        assertThat(program.out()).contains("imagefactory-" + user + " is no folder");
        assertThat(victim).isEmptyDirectory();
    }

    @Test
    void folderForWorkIsClosedToOthers() throws Exception {
        Path work = Files.createDirectory(program.folder.resolve("work"));
        Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        Path own = Files.createDirectory(work.resolve("imagefactory-" + user));
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(program.run("base_image", "mock.tdl")).isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void storeIsForTheUserAlone() throws Exception {
        program.run("base_image", "mock.tdl");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(program.store)))
                .isEqualTo("rwx------");
    }

    private String[] push(String option, String value, String target) {
        return new String[] {"provider_image", option, value, target, "provider", "credentials"};
    }

    private String id() {
        Matcher id = ID.matcher(program.out());
        assertThat(id.find()).as(program.out() + program.err()).isTrue();
        return id.group(1);
    }

    /** What a later run shows of an image. */
    private Map<String, Object> shown(String id) throws Exception {
        Program other = new Program(folder);
        other.run("--output", "json", "images", "{\"identifier\": \"" + id + "\"}");
        return Json.object(other.out());
    }

    private List<Path> records() throws Exception {
        if (!Files.exists(program.store)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(program.store)) {
            return files.filter(file -> file.toString().endsWith(".meta")).toList();
        }
    }
}
