package org.imagefactory.clouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.imagefactory.clouds.azure.AzurePlugin;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.plugin.Pushed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Azure is asked; whether it takes the uploads, {@link AzureLab} tells. */
@Timeout(120)
class AzureProviderTest {

    private static final int MIB = 1 << 20;
    private static final String IMAGE =
            "/subscriptions/sub/resourceGroups/images/providers/Microsoft.Compute/images/";

    @TempDir Path folder;
    private final MockWebServer server = new MockWebServer();
    private final AzurePlugin plugin =
            new AzurePlugin(new CommonsExecRunner(System.getenv()), Map.of());
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile String state = "Succeeded";
    private volatile String refused = "nothing";
    private volatile String image = "";
    private volatile boolean expired;
    private volatile String listing = "<html/>";
    private volatile boolean dying;
    private FakePushJob job;

    @BeforeEach
    void start() throws Exception {
        server.setDispatcher(
                new Dispatcher() {
                    @Override
                    public MockResponse dispatch(RecordedRequest request) {
                        return answer(request);
                    }
                });
        server.start();
        Path body = folder.resolve("body");
        try (RandomAccessFile file = new RandomAccessFile(body.toFile(), "rw")) {
            file.write(new byte[] {1, 2, 3});
            file.seek(9L * MIB + 1024);
            file.write(4);
            file.setLength(16L * MIB + 512);
        }
        job = job("images");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private MockResponse answer(RecordedRequest request) {
        String line = request.getMethod() + " " + request.getTarget();
        String range = request.getHeaders().get("x-ms-range");
        asked.add(range == null ? line : range);
        if (range != null && dying) {
            dying = false;
            return new MockResponse.Builder()
                    .onResponseStart(new SocketEffect.CloseSocket())
                    .build();
        }
        if (line.contains("comp=list")) {
            return response(200, listing);
        }
        if (line.startsWith("PUT /arm") && expired) {
            expired = false;
            return response(401, "");
        }
        if (line.contains(refused)) {
            return response(
                    403,
                    "<?xml version='1.0'?><Error><Code>X</Code><Message>Not yours</Message></Error>");
        }
        if (line.startsWith("POST /login/tenant/oauth2/v2.0/token")) {
            boolean good =
                    request.getBody()
                            .utf8()
                            .equals(
                                    "grant_type=client_credentials&client_id=app"
                                            + "&client_secret=se%26cret&scope="
                                            + URLEncoder.encode(
                                                    base() + "/arm/.default",
                                                    StandardCharsets.UTF_8));
            return good
                    ? response(200, "{\"access_token\": \"the-token\"}")
                    : response(400, "{\"error_description\": \"wrong form\"}");
        }
        if (line.startsWith("PUT /arm")) {
            image = request.getBody().utf8();
            return response(201, "{}");
        }
        if (line.startsWith("GET /arm")) {
            return response(
                    200, "{\"properties\": {\"provisioningState\": \"%s\"}}".formatted(state));
        }
        return response(line.startsWith("DELETE") ? 202 : 201, "");
    }

    @Test
    void onlyWhatIsWrittenIsSent() throws Exception {
        Pushed pushed = plugin.push(job(""));

        assertThat(pushed.identifierOnProvider()).isEqualTo(base() + "/blob" + blob());
        assertThat(asked)
                .containsExactly(
                        "PUT /blob" + blob(),
                        "bytes=0-511",
                        "bytes=%d-%d".formatted(9 * MIB + 1024, 9 * MIB + 1535));
    }

    @Test
    void anImageIsMadeOfTheBlobAndBothAreDeleted() throws Exception {
        Pushed pushed = plugin.push(job);

        assertThat(pushed.identifierOnProvider())
                .isEqualTo(IMAGE + "image-factory-" + job.imageId());
        assertThat(image)
                .contains(
                        "\"location\":\"westeurope\"",
                        "\"osType\":\"Linux\"",
                        "\"blobUri\":\"" + base() + "/blob" + blob(),
                        "\"hyperVGeneration\":\"V1\"",
                        "\"imagefactory\":\"" + job.imageId());
        asked.clear();
        plugin.delete(job.deletion(pushed.identifierOnProvider()));
        assertThat(asked.subList(1, 3))
                .containsExactly(
                        "DELETE /arm"
                                + IMAGE
                                + "image-factory-"
                                + job.imageId()
                                + "?api-version=2023-03-01",
                        "DELETE /blob" + blob());
    }

    @Test
    void aTokenThatEndsBeforeTheImageIsMadeIsRenewed() throws Exception {
        expired = true;

        plugin.push(job);

        assertThat(asked).filteredOn(line -> line.contains("/oauth2/")).hasSize(2);
    }

    @Test
    void whatIsNotAzureIsNotTakenForIt() throws Exception {
        FakeCheckJob check = new FakeCheckJob(job.provider(), job.credentials());

        assertThatThrownBy(() -> plugin.check(check))
                .hasMessage("what answers is no storage of Azure");

        assertThat(check.told()).isEmpty();
        listing = "<EnumerationResults/>";
        assertThatThrownBy(() -> plugin.check(check))
                .hasMessage("what answers is no resource manager of Azure");
    }

    @Test
    void aServerThatDiesInTheMiddleIsAskedAgain() throws Exception {
        dying = true;

        plugin.push(job(""));

        assertThat(asked).filteredOn(line -> line.equals("bytes=0-511")).hasSize(2);
    }

    @Test
    void anImageThatFailsTakesTheBlobWithIt() {
        state = "Failed";

        assertThatThrownBy(() -> plugin.push(job))
                .hasMessage("Azure could not make the image: it is Failed");
        assertThat(asked).last().isEqualTo("DELETE /blob" + blob());
        assertThat(job.log).isEmpty();
    }

    @Test
    void whatAKilledPushLeftIsRemovedByTheUsualCredentials() throws Exception {
        FakePushJob killed = new FakePushJob(job.targetBody(), job.provider(), "");
        plugin.removeLeftovers(killed.deletion("")); // nobody knows the credentials any more
        assertThat(killed.log).hasSize(1).allMatch(line -> line.contains("stays until"));
        assertThat(asked).isEmpty();

        new AzurePlugin(
                        new CommonsExecRunner(System.getenv()),
                        Map.of(
                                "AZURE_STORAGE_ACCOUNT", "factory",
                                "AZURE_STORAGE_KEY", "c2VjcmV0",
                                "AZURE_TENANT_ID", "tenant",
                                "AZURE_CLIENT_ID", "app",
                                "AZURE_CLIENT_SECRET", "se&cret",
                                "AZURE_SUBSCRIPTION_ID", "sub"))
                .removeLeftovers(killed.deletion(""));

        assertThat(asked)
                .hasSize(3)
                .anyMatch(line -> line.startsWith("DELETE /arm" + IMAGE))
                .last()
                .isEqualTo("DELETE /blob" + blob());
    }

    @Test
    void whatAzureRefusesIsToldInItsWords() {
        refused = "PUT /blob";

        assertThatThrownBy(() -> plugin.push(job))
                .isInstanceOf(UploadException.class)
                .hasMessage("Azure does not make the blob: HTTP 403: Not yours");
    }

    @Test
    void whoMayNotMakeImagesHearsItBeforeTheUpload() {
        refused = "/oauth2/";

        assertThatThrownBy(() -> plugin.push(job))
                .hasMessageContaining("Azure does not let the application in");
        assertThat(asked).noneMatch(line -> line.contains("/blob"));
    }

    @Test
    void aMissingKeyIsToldWithoutTheOthers() {
        FakePushJob other =
                new FakePushJob(
                        job.targetBody(),
                        job.provider(),
                        "<provider_credentials><azure_credentials><client_secret>se&amp;cret"
                                + "</client_secret></azure_credentials></provider_credentials>");

        assertThatThrownBy(() -> plugin.push(other))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("<storage_account>")
                .hasMessageNotContaining("se&");
    }

    private FakePushJob job(String group) {
        String more =
                group.isEmpty()
                        ? ""
                        : ", \"resource_group\": \"%s\", \"location\": \"westeurope\""
                                .formatted(group);
        return new FakePushJob(
                folder.resolve("body"),
                """
                {"container": "disks", "blob-url": "%1$s/blob", "login-url": "%1$s/login",
                 "resource-manager-url": "%1$s/arm"%2$s}
                """
                        .formatted(base(), more),
                """
                <provider_credentials><azure_credentials>
                <storage_account>factory</storage_account><storage_key>c2VjcmV0</storage_key>
                <tenant_id>tenant</tenant_id><client_id>app</client_id>
                <client_secret>se&amp;cret</client_secret><subscription_id>sub</subscription_id>
                </azure_credentials></provider_credentials>
                """);
    }

    private String blob() {
        return "/disks/image-factory-" + job.imageId() + ".vhd";
    }

    private String base() {
        return server.url("/").toString().replaceFirst("/$", "");
    }

    private static MockResponse response(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }
}
