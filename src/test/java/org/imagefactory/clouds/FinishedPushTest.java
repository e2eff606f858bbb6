package org.imagefactory.clouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.forms.FinishedImage;
import org.imagefactory.forms.FormMaker;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.UploadDestination;
import org.imagefactory.spec.UploadType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Finished images on their way to clouds; the answers have the form of Glance's and of S3's. */
@Timeout(60)
class FinishedPushTest {

    private static final String ID = "0b1c2d3e-0000-4000-8000-000000000001";

    @TempDir Path folder;
    private final MockWebServer server = new MockWebServer();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> objects = Collections.synchronizedMap(new LinkedHashMap<>());
    private volatile String created = "";
    private Path file;

    @BeforeEach
    void start() throws Exception {
        server.setDispatcher(
                new Dispatcher() {
                    @Override
                    public MockResponse dispatch(RecordedRequest request) {
                        String line = request.getMethod() + " " + request.getTarget();
                        asked.add(line);
                        return line.contains("/images-bucket/")
                                ? s3(line, request)
                                : glance(line, request);
                    }
                });
        server.start();
        file = Files.writeString(folder.resolve("debian-13-2026-11-30.raw"), "x".repeat(1000));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private MockResponse glance(String line, RecordedRequest request) {
        if (line.startsWith("POST /v3/auth")) {
            return OpenStackServer.token(server.url("/").toString());
        }
        if (line.startsWith("GET /v2/images?")) {
            return answer(200, "{\"images\": [{\"id\": \"half\"}]}");
        }
        if (line.equals("POST /v2/images")) {
            created = request.getBody().utf8();
            return answer(201, "{\"id\": \"%s\"}".formatted(ID));
        }
        return answer(200, "{\"status\": \"active\"}");
    }

    private MockResponse s3(String line, RecordedRequest request) {
        if (line.endsWith("?uploads=")) {
            return answer(200, "<R><UploadId>1</UploadId></R>");
        }
        if (line.startsWith("PUT ")) {
            objects.put(line.replaceFirst("PUT (.*)[?].*", "$1"), request.getBody().utf8());
            return new MockResponse.Builder().addHeader("ETag", "\"e\"").build();
        }
        return answer(200, "<R/>");
    }

    @Test
    void anImageGetsIntoGlanceByTheVariablesOfTheUser() throws Exception {
        String name = push(UploadType.OPENSTACK, "cloud", Optional.empty());

        assertThat(name).isEqualTo(ID);
        assertThat(created)
                .contains(
                        "\"name\":\"debian-13-2026-11-30\"",
                        "\"disk_format\":\"raw\"",
                        "\"os_distro\":\"debian\"",
                        "\"os_version\":\"13\"");
        assertThat(asked).contains("PUT /v2/images/" + ID + "/file");
    }

    @Test
    void thePropertiesThatLieBesideTheImageGetIntoGlance() throws Exception {
        Files.writeString(
                folder.resolve("debian-13-2026-11-30.openstack-kvm.json"),
                "{\"hw_firmware_type\": \"uefi\", \"os_version\": \"13.2\"}");

        push(UploadType.OPENSTACK, "cloud", Optional.empty());

        assertThat(created).contains("\"hw_firmware_type\":\"uefi\"", "\"os_version\":\"13.2\"");
    }

    @Test
    void whatAKilledUploadOfTheSameBuildLeftIsRemovedBefore() throws Exception {
        push(UploadType.OPENSTACK, "cloud", Optional.empty());
        String mark = created.replaceFirst(".*\"image_factory_build\":\"([^\"]*).*", "$1");

        assertThat(asked)
                .containsSubsequence(
                        "GET /v2/images?limit=1000&sort=created_at:asc&image_factory_build=" + mark,
                        "DELETE /v2/images/half",
                        "POST /v2/images");
    }

    @Test
    void whatAKilledUploadOfAnEarlierBuildLeftIsRemovedLater() throws Exception {
        UploadDestination to =
                new UploadDestination(
                        "here",
                        UploadType.OPENSTACK,
                        "cloud",
                        List.of(),
                        Optional.empty(),
                        List.of());
        push(UploadType.OPENSTACK, "cloud", Optional.empty());
        String mark = created.replaceFirst(".*\"image_factory_build\":\"([^\"]*).*", "$1");
        asked.clear();

        forms().removeLeftovers(
                        new CommonsExecRunner(System.getenv()), image(), to, folder, event -> {});

        assertThat(asked)
                .contains("DELETE /v2/images/half")
                .anyMatch(line -> line.contains(mark))
                .noneMatch(line -> line.startsWith("POST /v2/images"));
        assertThatThrownBy(
                        () ->
                                Clouds.forms(Map.of())
                                        .removeLeftovers(
                                                new CommonsExecRunner(System.getenv()),
                                                image(),
                                                to,
                                                folder,
                                                event -> {}))
                .hasMessage("nobody can sign in there without credentials");
    }

    @Test
    void filesGetIntoABucketInTheirOrder() throws Exception {
        String name = push(UploadType.S3, "images-bucket/debian/13", Optional.empty());

        assertThat(name).isEqualTo("s3://images-bucket/debian/13/");
        assertThat(objects)
                .containsExactly(
                        Map.entry(
                                "/images-bucket/debian/13/" + file.getFileName(), "x".repeat(1000)),
                        Map.entry("/images-bucket/debian/13/a%2Bb.sha256sum", "sum"));
        assertThatThrownBy(() -> push(UploadType.S3, "../x", Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'../x' names no bucket");
    }

    @Test
    void credentialsComeFromAFile() throws Exception {
        Path key = folder.resolve("key");

        assertThatThrownBy(() -> push(UploadType.OPENSTACK, "cloud", Optional.of(key)))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("the credentials " + key + " cannot be read");
        Files.writeString(key, "OS_AUTH_URL=%s\nOS_USERNAME=joe\n".formatted(server.url("/")));
        assertThatThrownBy(() -> push(UploadType.OPENSTACK, "cloud", Optional.of(key)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("need password");
    }

    private String push(UploadType type, String target, Optional<Path> credentials)
            throws Exception {
        Path sum = Files.writeString(folder.resolve("a+b.sha256sum"), "sum");
        return forms().push(
                        new CommonsExecRunner(System.getenv()),
                        image(),
                        new UploadDestination(
                                "here", type, target, List.of(), credentials, List.of()),
                        List.of(file, sum),
                        folder,
                        event -> {});
    }

    /** Another host, or folder, may make an image of that name for the same place. */
    @Test
    void anImageFromElsewhereIsAnotherOne() throws Exception {
        String here = push(file).imageId();

        assertThat(push(folder.resolve("debian-13-2026-11-30.ec2.raw")).imageId()).isEqualTo(here);
        assertThat(push(folder.resolve("other/debian-13-2026-11-30.raw")).imageId())
                .isNotEqualTo(here);
    }

    private FinishedPush push(Path from) {
        FinishedImage image =
                new FinishedImage(
                        from,
                        new ImageName("debian-13"),
                        "debian-13-2026-11-30",
                        "debian-13",
                        Architecture.AMD64);
        UploadDestination to =
                new UploadDestination(
                        "here", UploadType.EC2, "cloud", List.of(), Optional.empty(), List.of());
        return new FinishedPush(image, to, "", folder, event -> {});
    }

    private FinishedImage image() {
        return new FinishedImage(
                file,
                new ImageName("debian-13"),
                "debian-13-2026-11-30",
                "debian-13",
                Architecture.AMD64);
    }

    private FormMaker forms() {
        return Clouds.forms(
                Map.of(
                        "OS_AUTH_URL", server.url("/").toString(),
                        "OS_USERNAME", "joe",
                        "OS_PASSWORD", "secret",
                        "OS_PROJECT_NAME", "factory",
                        "AWS_ACCESS_KEY_ID", "thekey",
                        "AWS_SECRET_ACCESS_KEY", "secret",
                        "AWS_ENDPOINT_URL", server.url("/").toString()));
    }

    private static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }
}
