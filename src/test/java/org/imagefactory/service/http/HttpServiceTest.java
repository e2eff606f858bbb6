package org.imagefactory.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What goes over the wire, byte by byte. */
@Timeout(120)
class HttpServiceTest {

    @TempDir Path folder;

    private HttpService service;
    private LiveStream live;
    private final CountDownLatch liveBegan = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        service =
                new HttpService(
                        Optional.empty(),
                        this::answer,
                        (request, status, took) -> {},
                        folder,
                        new Semaphore(1));
        service.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        service.start();
    }

    @AfterEach
    void end() {
        service.close();
    }

    private Answer answer(ServiceRequest request) throws Exception {
        return switch (request.decodedPath()) {
            case "/echo" ->
                    Answer.of(
                            200,
                            "text/plain",
                            request.method()
                                    + " "
                                    + request.body().length()
                                    + " "
                                    + request.host());
            case "/digest" ->
                    Answer.of(200, "text/plain", String.valueOf(request.body().bytes().length));
            case "/file" ->
                    new Answer(
                            200,
                            Map.of("Content-Type", "application/octet-stream"),
                            new Answer.Part(
                                    () -> Files.newByteChannel(folder.resolve("big")),
                                    3,
                                    1_000_000));
            case "/live" ->
                    new Answer(
                            200,
                            Map.of("Content-Type", "text/event-stream"),
                            new Answer.Live(
                                    stream -> {
                                        live = stream;
                                        liveBegan.countDown();
                                    }));
            case "/none" -> Answer.empty(204);
            case "/bug" -> throw new IllegalStateException("secret");
            default -> throw new RequestException(Fault.NOT_FOUND, "There is no such path.");
        };
    }

    private String exchange(String request) throws IOException {
        return exchange(request.getBytes(StandardCharsets.UTF_8));
    }

    private String exchange(byte[] request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), service.port());
    }

    @Test
    void severalRequestsOnOneConnection() throws Exception {
        String both =
                exchange(
                        "GET /echo HTTP/1.1\r\nHost: a:1\r\n\r\n"
                                + "POST /echo HTTP/1.1\r\nHost: b\r\nTransfer-Encoding:"
                                + " chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
                                + "HEAD /echo HTTP/1.1\r\nHost: c\r\nConnection: close\r\n\r\n");

        assertThat(both).contains("GET 0 a:1").contains("POST 5 b").doesNotContain("HEAD 0 c");
        assertThat(both.split("Content-Length: ", -1)).hasSize(4);
        assertThat(both).doesNotContain("Server:").contains("X-Request-ID: ");
    }

    @ParameterizedTest
    @CsvSource({
        "http://other.example:99/echo,localhost:8075,other.example:99",
        "http://other.example/echo,localhost:8075,other.example",
        "http://localhost/echo,localhost:8075,localhost",
        "http://A:80/echo,a,a",
        "/echo,A:80,A:80",
        "/echo,[::1]:8075,[::1]:8075"
    })
    void aWholeAddressSaysMoreThanTheFieldHost(String target, String field, String host)
            throws Exception {
        assertThat(
                        exchange(
                                "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                                        .formatted(target, field)))
                .contains(" 200 ")
                .endsWith("GET 0 " + host);
    }

    @Test
    void oldClients() throws Exception {
        String answer = exchange("GET /echo HTTP/1.0\r\n\r\n");
        assertThat(answer).contains(" 200 ").contains("GET 0 127.0.0.1:" + service.port());
    }

    @Test
    void errorsAreSentences() throws Exception {
        String answer = exchange("GET /no HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 404 ")
                .contains("Content-Type: text/plain; charset=utf-8")
                .endsWith("\r\n\r\nThere is no such path.\n");
        assertThat(exchange("GET /bug HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 500 ")
                .contains("bug in imagefactoryd")
                .doesNotContain("secret")
                .doesNotContain("Exception");
    }

    @Test
    void orObjectsForThoseThatWantThem() throws Exception {
        String answer =
                exchange(
                        "GET /no HTTP/1.1\r\nHost: x\r\nX-Request-ID: mine-7\r\nAccept:"
                                + " application/problem+json\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .contains("Content-Type: application/problem+json")
                .contains("X-Request-ID: mine-7")
                .contains("\"code\":\"not-found\"")
                .contains("\"request_id\":\"mine-7\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,400",
        "GET /echo HTTP/1.1,400",
        "GET /echo HTTP/9.9,505",
        "GET /%2e%2e/%2fx HTTP/1.1|Host: x,400",
        "GET /x/..%2fecho HTTP/1.1|Host: x,404",
        "GET /x/%2e%2e/echo HTTP/1.1|Host: x,404",
        "GET /echo/.%2E HTTP/1.1|Host: x,404",
        "GET /%2e/echo HTTP/1.1|Host: x,404",
        "GET //echo HTTP/1.1|Host: x,404",
        "GET /x/%5c HTTP/1.1|Host: x,404",
        "GET /echo HTTP/1.2|Host: x,505",
        "GET /echo HTTP/1.1|Host: x|Expect: x,417",
        "POST /echo HTTP/1.1|Host: x|Content-Encoding: gzip|Content-Length: 0,415",
        "'POST /echo HTTP/1.1|Host: x|Transfer-Encoding: gzip, chunked',501",
        "GET /%zz HTTP/1.1|Host: x,400",
        "POST /echo HTTP/1.1|Host: x|Content-Length: -5,400",
        "POST /echo HTTP/1.1|Host: x|Content-Length: 5|Transfer-Encoding: chunked,400",
        "GET /echo HTTP/1.1|Host: x|: no name,400"
    })
    void whatIsBrokenIsSaidInTheSameWay(String lines, int status) throws Exception {
        Logger log = (Logger) LoggerFactory.getLogger("org.imagefactory.service.http");
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        log.addAppender(told);
        String answer = exchange(lines.replace("|", "\r\n") + "\r\nConnection: close\r\n\r\n");
        log.detachAppender(told);
        assertThat(told.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .contains(answer.replaceAll("(?s).*X-Request-ID: (\\S+).*", "$1"), "" + status);
        assertThat(answer)
                .doesNotContain("A bug")
                .startsWith("HTTP/1.1 " + status)
                .contains("text/plain")
                .doesNotContain("<")
                .doesNotContain("Exception");
    }

    @Test
    void headsHaveALimit() throws Exception {
        String answer =
                exchange("GET /echo HTTP/1.1\r\nHost: x\r\nA: " + "x".repeat(20_000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("too long");
    }

    @Test
    void bodiesHaveALimit() throws Exception {
        assertThat(
                        exchange(
                                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length:"
                                        + " 33554433\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ")
                .contains("32 MiB");
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            write(out, "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            byte[] chunk = new byte[1 << 20];
            try {
                for (int i = 0; i < 40; i++) {
                    write(out, "100000\r\n");
                    out.write(chunk);
                    write(out, "\r\n");
                }
            } catch (IOException e) {
                // It does not take any more.
            }
            assertThat(line(socket.getInputStream())).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void largeBodiesPassAndLeaveNothing() throws Exception {
        String head =
                "POST /digest HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length:"
                        + " 33554432\r\n\r\n";
        byte[] request = new byte[head.length() + (32 << 20)];
        System.arraycopy(head.getBytes(StandardCharsets.UTF_8), 0, request, 0, head.length());

        assertThat(exchange(request)).endsWith("\r\n\r\n33554432");
        service.close();
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    @Test
    void partsOfFiles() throws Exception {
        byte[] content = new byte[1_000_010];
        content[3] = 'A';
        content[1_000_002] = 'Z';
        Files.write(folder.resolve("big"), content);

        String answer = exchange("GET /file HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertThat(body).hasSize(1_000_000).startsWith("A").endsWith("Z");
        String head = exchange("HEAD /file HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(head).contains("Content-Length: 1000000").endsWith("\r\n\r\n");
        assertThat(exchange("GET /none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 204 ")
                .endsWith("\r\n\r\n");
    }

    @Test
    void streamsGrow() throws Exception {
        try (Socket socket = connect()) {
            write(socket.getOutputStream(), "GET /live HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(line(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
            liveBegan.await();
            for (int i = 0; i < 100; i++) {
                live.send("data: " + i + "\n\n");
            }
            CompletableFuture<Void> closed = new CompletableFuture<>();
            live.onClose(() -> closed.complete(null));
            live.close();
            String rest = new String(readChunked(socket.getInputStream()), StandardCharsets.UTF_8);
            assertThat(rest).contains("data: 0\n\n").endsWith("data: 99\n\n");
            closed.join();
        }
    }

    @Test
    void aStreamThatNobodyReadsEnds() throws Exception {
        try (Socket socket = connect()) {
            write(socket.getOutputStream(), "GET /live HTTP/1.1\r\nHost: x\r\n\r\n");
            liveBegan.await();
            CompletableFuture<Void> closed = new CompletableFuture<>();
            live.onClose(() -> closed.complete(null));
            while (!live.isClosed()) {
                live.send("x".repeat(100_000));
            }
            socket.close();
            closed.join();
        }
    }

    private static byte[] readChunked(InputStream in) throws IOException {
        while (!line(in).isBlank()) {
            // The rest of the head.
        }
        StringBuilder all = new StringBuilder();
        for (int size = Integer.parseInt(line(in).strip(), 16);
                size > 0;
                size = Integer.parseInt(line(in).strip(), 16)) {
            all.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
            line(in);
        }
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void slowClientsHoldUpNobody() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                Socket socket = connect();
                slow.add(socket);
                write(
                        socket.getOutputStream(),
                        i % 2 == 0
                                ? "GET /echo HT"
                                : "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{");
            }
            assertThat(exchange("GET /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .contains("GET 0 x");
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("http"))
                    .hasSizeLessThan(70);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void whoStopsSaysSo() throws Exception {
        try (Socket socket = connect()) {
            write(socket.getOutputStream(), "GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(line(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
            service.refuse();
            write(socket.getOutputStream(), "GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
            String rest =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rest).contains("HTTP/1.1 503 ").contains("stopping");
        }
    }
}
