package org.imagefactory.lifecycle.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.imagefactory.json.Json;
import org.imagefactory.lifecycle.CallbackAddress;
import org.imagefactory.lifecycle.ImageChange;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is told what, when and how often. */
@Timeout(60)
class CallbacksTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final Callbacks callbacks =
            new Callbacks(
                    new CallbackRules(Optional.of(Signature.of(SECRET)), false),
                    log::add,
                    log::add,
                    Duration.ofSeconds(5),
                    List.of(Duration.ofMillis(10), Duration.ofMillis(20)));
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        callbacks.close();
        server.close();
    }

    private String url() {
        return server.url("/told").toString();
    }

    private void answer(int... statuses) {
        for (int status : statuses) {
            server.enqueue(new MockResponse.Builder().code(status).build());
        }
    }

    private static ImageRecord image(ImageType type, Object... callbacks) {
        ImageRecord record =
                ImageRecord.create(
                        ImageId.random(),
                        type,
                        Optional.of("<template/>"),
                        Optional.of(ImageId.random()),
                        Map.of("callbacks", List.of(callbacks), "größe", 1));
        return type == ImageType.BASE ? record : record.withTarget("mock");
    }

    private void tell(ImageRecord record, ImageStatus status) {
        callbacks.changed(
                new ImageChange(
                        record.withStatus(status), true, CallbackAddress.in(record.parameters())));
    }

    private RecordedRequest next() throws Exception {
        RecordedRequest request = server.takeRequest(20, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        return request;
    }

    private static Map<String, Object> body(RecordedRequest request, String wrapper)
            throws Exception {
        Map<String, Object> body = Json.object(request.getBody().utf8());
        assertThat(body).containsOnlyKeys(wrapper);
        Map<String, Object> image = new LinkedHashMap<>();
        ((Map<?, ?>) body.get(wrapper)).forEach((key, value) -> image.put((String) key, value));
        return image;
    }

    @Test
    void tellsOfEachStatusInOrder() throws Exception {
        answer(200, 204, 200);
        ImageRecord image = image(ImageType.BASE, url());
        tell(image, ImageStatus.NEW);
        callbacks.changed(
                new ImageChange(
                        image.withPercent(50), false, CallbackAddress.in(image.parameters())));
        tell(image, ImageStatus.PENDING);
        tell(image, ImageStatus.BUILDING);
        tell(image, ImageStatus.COMPLETE);

        assertThat(callbacks.drain(LONG)).isTrue();
        assertThat(server.getRequestCount()).isEqualTo(3);
        RecordedRequest first = next();
        assertThat(first.getMethod()).isEqualTo("PUT");
        assertThat(first.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(first.getHeaders().get("Authorization")).isNull();
        Map<String, Object> sent = body(first, "base_image");
        assertThat(sent)
                .containsOnlyKeys(
                        "_type",
                        "id",
                        "status",
                        "status_detail",
                        "percent_complete",
                        "template",
                        "icicle",
                        "parameters",
                        "properties")
                .containsEntry("_type", "BaseImage")
                .containsEntry("id", image.id().text())
                .containsEntry("status", "PENDING")
                .containsEntry("parameters", image.parameters());
        assertThat(body(next(), "base_image")).containsEntry("status", "BUILDING");
        assertThat(body(next(), "base_image")).containsEntry("status", "COMPLETE");
    }

    @Test
    void otherTypesTellMore() throws Exception {
        answer(200, 200);
        tell(image(ImageType.TARGET, url()), ImageStatus.COMPLETE);
        assertThat(body(next(), "target_image"))
                .containsEntry("target", "mock")
                .doesNotContainKeys("base_image_id", "data", "provider");

        tell(
                image(ImageType.PROVIDER, url()).withProvider("p").withPushed("i-1", "me"),
                ImageStatus.COMPLETE);
        assertThat(body(next(), "provider_image"))
                .containsEntry("provider", "p")
                .containsEntry("identifier_on_provider", "i-1")
                .containsEntry("provider_account_identifier", "me")
                .doesNotContainKeys("target_image_id", "target", "data");
    }

    @Test
    void userAndPasswordAreABasicAuthorization() throws Exception {
        answer(200, 500, 500, 500);
        String address = url().replace("http://", "http://us%20er:p%40ss+w%C3%B6rd@");
        tell(image(ImageType.BASE, address), ImageStatus.COMPLETE);

        RecordedRequest request = next();
        // "us er:p@ss+wörd" in UTF-8
        assertThat(request.getHeaders().get("Authorization"))
                .isEqualTo("Basic dXMgZXI6cEBzcyt3w7ZyZA==");
        assertThat(request.getUrl().toString()).isEqualTo(url());
        assertThat(body(request, "base_image").get("parameters").toString())
                .contains("us%20er:REDACTED@")
                .doesNotContain("p%40ss");

        tell(image(ImageType.BASE, address), ImageStatus.FAILED);
        callbacks.drain(LONG);
        assertThat(log)
                .singleElement()
                .asString()
                .contains("us%20er:REDACTED@", "status 500")
                .doesNotContain("p%40ss", "p@ss");
    }

    @Test
    void triesThreeTimesAndThenTellsTheNextChange() throws Exception {
        answer(302, 404, 200, 500, 500, 500, 200);
        ImageRecord image = image(ImageType.BASE, url());
        tell(image, ImageStatus.BUILDING);
        tell(image, ImageStatus.FAILED);
        tell(image, ImageStatus.DELETING);

        assertThat(callbacks.drain(LONG)).isTrue();
        List<Object> statuses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            statuses.add(body(next(), "base_image").get("status"));
        }
        assertThat(statuses)
                .containsExactly(
                        "BUILDING",
                        "BUILDING",
                        "BUILDING",
                        "FAILED",
                        "FAILED",
                        "FAILED",
                        "DELETING");
        assertThat(log)
                .containsExactly(
                        "cannot tell %s that the base image %s is FAILED: it answers with the status 500"
                                .formatted(url(), image.id()));
    }

    @Test
    void anAddressThatDoesNotAnswerHoldsUpNobody() throws Exception {
        try (ServerSocket dead = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String silent = "http://127.0.0.1:%d/".formatted(dead.getLocalPort());
            for (int i = 0; i < 100; i++) {
                tell(image(ImageType.BASE, silent), ImageStatus.COMPLETE);
            }
            answer(200);
            tell(image(ImageType.BASE, silent, url()), ImageStatus.COMPLETE);

            assertThat(body(next(), "base_image")).containsEntry("status", "COMPLETE");
            assertThat(callbacks.drain(Duration.ofMillis(100))).isFalse();
            assertThat(log).containsExactly("101 callbacks were not sent in time");
        }
    }

    /** The example that the authors of the Standard Webhooks publish for their libraries. */
    @Test
    void signsAsTheStandardHasIt() {
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        assertThat(Signature.of(SECRET).fields("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body))
                .containsEntry(
                        "Webhook-Signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void eachTryIsSigned() throws Exception {
        answer(500, 200);
        tell(image(ImageType.BASE, url()), ImageStatus.COMPLETE);
        assertThat(callbacks.drain(LONG)).isTrue();
        RecordedRequest first = next();
        RecordedRequest second = next();
        String id = first.getHeaders().get("webhook-id");
        assertThat(id).isNotBlank().isEqualTo(second.getHeaders().get("webhook-id"));
        long time = Long.parseLong(second.getHeaders().get("webhook-timestamp"));
        assertThat(second.getHeaders().get("webhook-signature"))
                .isEqualTo(
                        Signature.of(SECRET)
                                .fields(id, time, second.getBody().toByteArray())
                                .get("Webhook-Signature"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://2852039166/",
                "http://169.254.1.1:8080/",
                "http://[fe80::1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[2002:a9fe:a9fe::1]/",
                "http://[::169.254.169.254]/",
                "http://[fd00:ec2::254]/",
                "http://100.100.100.200/",
                "http://168.63.129.16/",
                "http://0.0.0.0:1/",
                "http://[::]/",
                "http://224.0.0.1/",
                "https://u:secret@169.254.169.254/"
            })
    void linkLocalAndMetadataAddressesAreNotTold(String address) throws Exception {
        assertThat(CallbackAddress.parse(address)).isPresent();
        tell(image(ImageType.BASE, address), ImageStatus.COMPLETE);
        assertThat(callbacks.drain(LONG)).isTrue();
        assertThat(log)
                .singleElement()
                .asString()
                .contains("callback_link_local")
                .doesNotContain("secret");
    }

    /** A name that leads there is an address when the connection is made. */
    @Test
    void theAddressCountsAndNotTheName() throws Exception {
        InetAddress named =
                InetAddress.getByAddress(
                        "hooks.example.org", new byte[] {(byte) 169, (byte) 254, 0, 9});
        try (Socket socket = new GuardedSockets().createSocket()) {
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress(named, 80), 1000))
                    .isInstanceOf(GuardedSockets.RefusedException.class);
        }
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        for (int i = 0; i < 3; i++) {
            server.enqueue(
                    new MockResponse.Builder()
                            .code(307)
                            .setHeader("Location", "http://169.254.169.254/")
                            .build());
        }
        tell(image(ImageType.BASE, url()), ImageStatus.COMPLETE);
        assertThat(callbacks.drain(LONG)).isTrue();
        assertThat(log).singleElement().asString().contains("status 307");
    }

    @Test
    void addressesOfOneHostShareItsTurns() throws Exception {
        try (ServerSocket dead = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 100; i++) {
                String silent = "http://127.0.0.1:%d/?n=%d".formatted(dead.getLocalPort(), i);
                tell(image(ImageType.BASE, silent), ImageStatus.COMPLETE);
            }
            answer(200);
            tell(image(ImageType.BASE, url()), ImageStatus.COMPLETE);

            assertThat(body(next(), "base_image")).containsEntry("status", "COMPLETE");
        }
    }

    @Test
    void debugMeansTheLog() throws Exception {
        ImageRecord image = image(ImageType.BASE, "debug");
        tell(image, ImageStatus.COMPLETE);

        assertThat(log).containsExactly("the base image %s is COMPLETE".formatted(image.id()));
        assertThat(callbacks.drain(LONG)).isTrue();
    }
}
