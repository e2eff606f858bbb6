package org.imagefactory.clouds.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a server is asked again. */
@Timeout(60)
class WebTest {

    @TempDir Path folder;
    private MockWebServer server;
    private final Web web = new Web(List.of(Duration.ZERO, Duration.ofMillis(1)));

    @BeforeEach
    void start() throws Exception {
        server = new MockWebServer();
        server.start();
    }

    @AfterEach
    void stop() {
        web.close();
        server.close();
    }

    @Test
    void whoIsBusyIsAskedAgainWithAFreshRequest() throws Exception {
        answer(503);
        answer(429);
        answer(200);
        List<String> made = new ArrayList<>();
        WebRules rules =
                new WebRules() {
                    @Override
                    public WebRequest prepared(WebRequest request) {
                        made.add("");
                        return request.with("X-Try", String.valueOf(made.size()));
                    }
                };

        assertThat(web.ask(request("POST"), rules).status()).isEqualTo(200);

        server.takeRequest();
        server.takeRequest();
        assertThat(server.takeRequest().getHeaders().get("X-Try")).isEqualTo("3");
    }

    @Test
    void someoneWhoStaysBusyIsBelieved() throws Exception {
        answer(503);
        answer(503);
        answer(503);

        assertThat(web.ask(request("GET")).status()).isEqualTo(503);
        assertThat(server.getRequestCount()).isEqualTo(3);
    }

    @Test
    void onlyWhatDoesNoHarmTwiceIsDoneTwice() throws Exception {
        hangUp();
        answer(200);

        assertThat(web.ask(request("PUT")).isGood()).isTrue();

        hangUp();
        answer(200);
        assertThatThrownBy(() -> web.ask(request("POST"))).isInstanceOf(IOException.class);
        assertThat(web.ask(request("POST").repeatable()).isGood()).isTrue();
    }

    @Test
    void aPartOfAFileIsSentAsOftenAsItIsNeeded() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "0123456789");
        List<Long> heard = new ArrayList<>();
        answer(503);
        answer(200);

        web.ask(request("PUT").sending("text/plain", WebContent.of(file, 3, 4, heard::add)));

        assertThat(server.takeRequest().getBody().utf8()).isEqualTo("3456");
        assertThat(server.takeRequest().getBody().utf8()).isEqualTo("3456");
        assertThat(heard).containsExactly(4L, 4L);
    }

    @Test
    void nobodyLearnsWhatIsSecretInARequest() {
        WebRequest request =
                WebRequest.of("GET", server.url("/a?token=secret").toString())
                        .with("Authorization", "secret\n");

        assertThatThrownBy(() -> web.ask(request))
                .hasMessageContaining("/a")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() {
        server.enqueue(
                new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
        try (Web hurried = Web.impatient()) {
            assertThatThrownBy(() -> hurried.ask(request("GET"))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aServerThatIsSlowIsWaitedFor() throws Exception {
        server.enqueue(
                new MockResponse.Builder()
                        .body("slow")
                        .throttleBody(1, 100, TimeUnit.MILLISECONDS)
                        .build());

        assertThat(web.ask(request("GET")).body()).isEqualTo("slow");
    }

    private WebRequest request(String method) {
        return WebRequest.of(method, server.url("/").toString());
    }

    private void answer(int status) {
        server.enqueue(new MockResponse.Builder().code(status).build());
    }

    private void hangUp() {
        server.enqueue(
                new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    }

    /** OkHttp keeps such a line in memory until it ends. */
    @ParameterizedTest
    @ValueSource(strings = {"5;", "5 ", "0"})
    void aSizeOfAChunkWithoutEnd(String size) throws Exception {
        byte[] more = (size.equals("0") ? "0" : "x").repeat(100_000).getBytes(US_ASCII);
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + size;
        try (ServerSocket endless = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            Thread answers = new Thread(() -> answerFor(endless, head.getBytes(US_ASCII), more));
            answers.start();
            WebRequest request =
                    WebRequest.of("GET", "http://127.0.0.1:%d/".formatted(endless.getLocalPort()));
            assertThatThrownBy(() -> web.ask(request))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("none of them is content");
            answers.join();
        }
    }

    /** To whoever asks, three times; 3 GB at most each. */
    private static void answerFor(ServerSocket server, byte[] head, byte[] more) {
        for (int tries = 0; tries < 3; tries++) {
            try (Socket client = server.accept()) {
                client.getOutputStream().write(head);
                for (int i = 0; i < 30_000; i++) {
                    client.getOutputStream().write(more);
                }
            } catch (IOException e) {
                assertThat(e).isInstanceOf(SocketException.class); // they went away
            }
        }
    }
}
