package org.imagefactory.clouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import mockwebserver3.MockWebServer;
import org.imagefactory.clouds.gce.GcePlugin;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.json.Json;
import org.imagefactory.plugin.Pushed;
import org.imagefactory.spec.UploadType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images for Google, at a server that takes nothing that Google's would not take. */
@Timeout(120)
class GceProviderTest {

    private static KeyPair keys;

    @TempDir Path folder;
    private final MockWebServer server = new MockWebServer();
    private final GcePlugin plugin =
            new GcePlugin(new CommonsExecRunner(System.getenv()), Map.of());
    private GoogleServer google;
    private byte[] content;
    private FakePushJob job;

    @BeforeAll
    static void makeKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    /** More than one part. */
    @BeforeEach
    void start() throws Exception {
        google = new GoogleServer(keys.getPublic());
        server.setDispatcher(google);
        server.start();
        google.base = server.url("/").toString().replaceFirst("/$", "");
        content = new byte[(16 << 20) + 700_001];
        new Random(7).nextBytes(content);
        job =
                new FakePushJob(
                        Files.write(folder.resolve("body"), content), provider(), credentials());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anImageIsMadeAndNothingElseStays() throws Exception {
        Pushed pushed = plugin.push(job.with("gce_image_family", "web"));

        assertThat(google.faults).isEmpty();
        assertThat(pushed).isEqualTo(new Pushed("image-factory-" + job.imageId(), "the-project"));
        assertThat(google.images.get(pushed.identifierOnProvider())).isEqualTo(content);
        assertThat(google.objects).isEmpty();
        assertThat(job.log).isEmpty();

        plugin.delete(job.deletion(pushed.identifierOnProvider()));
        assertThat(google.images).isEmpty();
        plugin.delete(job.deletion(pushed.identifierOnProvider()));
        assertThat(google.faults).isEmpty();
    }

    @Test
    void theUploadOfABuildIsMadeAndItsLeftoversGo() throws Exception {
        NightlyPush push =
                new NightlyPush(UploadType.GCE, job.targetBody(), provider(), credentials());

        assertThat(push.run()).isEqualTo(NightlyPush.BUILD);
        assertThat(push.run()).isEqualTo(NightlyPush.BUILD); // the same build again

        assertThat(google.images).containsOnlyKeys(NightlyPush.BUILD);
        assertThat(google.images.get(NightlyPush.BUILD)).isEqualTo(content);
        assertThat(google.objects).isEmpty();
        push.removeLeftovers();
        assertThat(google.images).isEmpty();
        assertThat(google.faults).isEmpty();
    }

    @Test
    void aPartThatBreaksIsSentAgainFromWhereItBroke() throws Exception {
        google.breakOnce = true;

        Pushed pushed = plugin.push(job);

        assertThat(google.faults).isEmpty();
        assertThat(google.images.get(pushed.identifierOnProvider())).isEqualTo(content);
    }

    @Test
    void aTokenThatEndsDuringTheUploadIsRenewed() throws Exception {
        google.tokenEnds = true;

        plugin.push(job);

        assertThat(google.faults).isEmpty();
        assertThat(google.images).isNotEmpty();
    }

    @Test
    void whoeverCancelsLeavesNothing() {
        job.interruptHalfway();

        assertThatThrownBy(() -> plugin.push(job)).isInstanceOf(Exception.class);

        Thread.interrupted();
        assertThat(google.objects).isEmpty();
        assertThat(google.images).isEmpty();
    }

    @Test
    void whatArrivedWrongIsRemoved() {
        google.wrongChecksum = true;

        assertThatThrownBy(() -> plugin.push(job))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("their checksums differ");
        assertThat(google.objects).isEmpty();
        assertThat(google.images).isEmpty();
    }

    @Test
    void anImageOfThatNameIsNobodysToRemove() {
        google.images.put("mine", new byte[1]);

        assertThatThrownBy(() -> plugin.push(job.with("gce_image_name", "mine")))
                .hasMessageContaining("HTTP 409: The resource 'mine' already exists");
        assertThat(google.images).containsOnlyKeys("mine");
        assertThat(google.objects).isEmpty();
    }

    @Test
    void anArchiveOfThatNameIsNobodysToRemove() {
        google.objects.put("mine.tar.gz", new byte[] {7});
        assertThatThrownBy(() -> plugin.push(job.with("gce_object_name", "mine.tar.gz")))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("has an archive of that name already");
        assertThat(google.objects.get("mine.tar.gz")).containsExactly(7);

        google.objectAppears = true;
        assertThatThrownBy(() -> plugin.push(job.with("gce_object_name", "other.tar.gz")))
                .hasMessageContaining("has an archive of that name already");
        assertThat(google.objects).containsOnlyKeys("mine.tar.gz", "other.tar.gz");
        assertThat(google.faults).isEmpty();
    }

    @Test
    void whatGoogleRefusesIsToldInItsWords() {
        google.refusesUploads = true;

        assertThatThrownBy(() -> plugin.push(job))
                .hasMessageContaining("Google does not begin the upload: HTTP 403: quota");
        assertThat(google.objects).isEmpty();
    }

    @Test
    void whatAKilledPushLeftIsRemovedByTheUsualCredentials() throws Exception {
        String name = "image-factory-" + job.imageId();
        google.images.put(name, new byte[1]);
        google.labels.put("imagefactory", job.imageId());
        google.objects.put(name + ".tar.gz", new byte[1]);
        google.metadata.put(name + ".tar.gz", Map.of("imagefactory", job.imageId()));
        google.objects.put("mine.tar.gz", new byte[1]);
        FakePushJob killed = new FakePushJob(job.targetBody(), provider(), "");

        plugin.removeLeftovers(killed.deletion("")); // nobody knows the credentials any more
        assertThat(killed.log).hasSize(1).allMatch(line -> line.contains("stays until"));
        assertThat(google.images).isNotEmpty();

        Path file = Files.writeString(folder.resolve("key.json"), credentials());
        GcePlugin next =
                new GcePlugin(
                        new CommonsExecRunner(System.getenv()),
                        Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString()));
        next.removeLeftovers(killed.with("gce_object_name", "mine.tar.gz").deletion(""));
        assertThat(google.images).isEmpty();
        assertThat(google.objects).containsKey("mine.tar.gz");
        next.removeLeftovers(new FakePushJob(job.targetBody(), provider(), "").deletion(""));
        assertThat(google.objects).containsOnlyKeys("mine.tar.gz");
        assertThat(google.faults).isEmpty();
    }

    @Test
    void anImageThatCannotBeMadeIsToldWithGooglesWords() {
        google.operationFails = true;

        assertThatThrownBy(() -> plugin.push(job))
                .hasMessage(
                        "Google could not make the image: The tar archive is not a valid image.");
        assertThat(google.objects).isEmpty();
    }

    @Test
    void anotherKeyIsRefusedAndNoneIsShown() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        FakePushJob other = new FakePushJob(job.targetBody(), provider(), credentials());

        assertThatThrownBy(() -> plugin.push(other))
                .hasMessage(
                        "Google does not let the service account in: HTTP 400: Invalid JWT"
                                + " Signature.");
        assertThatThrownBy(
                        () ->
                                plugin.push(
                                        new FakePushJob(
                                                job.targetBody(),
                                                provider(),
                                                "{\"private_key\": \"secret\"}")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aCheckMakesNothing() throws Exception {
        FakeCheckJob check = new FakeCheckJob(provider(), credentials());

        plugin.check(check);

        assertThat(plugin.knowsCredentials(credentials())).isTrue();
        assertThat(check.told())
                .contains(
                        "OK login: signed in to the-project",
                        "OK rights: objects may be made in the bucket",
                        "FAILED quota: 2000 of 2000 images are used");
        assertThat(google.objects).isEmpty();
    }

    private String provider() {
        return "{\"bucket\": \"the-bucket\", \"storage-url\": \"%1$s\", \"compute-url\": \"%1$s\"}"
                .formatted(google.base);
    }

    private String credentials() {
        String key =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(keys.getPrivate().getEncoded());
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("type", "service_account");
        account.put("project_id", "the-project");
        account.put("private_key_id", "7");
        account.put(
                "private_key",
                "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
        account.put("client_email", GoogleServer.EMAIL);
        account.put("token_uri", google.base + "/token");
        return Json.line(account).replace("\"type\":\"", "\"type\": \"");
    }
}
