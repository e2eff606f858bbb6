package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real browser whose page a test uses as a person would; reaches this host alone. */
final class DevTools implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(8);

    /** What a browser complains about by itself. */
    private static final List<String> FAULTS =
            List.of("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled");

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Map<String, Object>>> open =
            new ConcurrentHashMap<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Process browser;
    private final WebSocket socket;

    /**
     * @param folder empty; for what a browser leaves about
     */
    DevTools(Path folder) throws Exception {
        browser =
                Browser.chromium(
                                folder,
                                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                                "--remote-debugging-port=0",
                                "about:blank")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("browser.log").toFile())
                        .start();
        boolean ready = false;
        try {
            socket = connect(port(folder.resolve("profile").resolve("DevToolsActivePort")));
            for (String domain : List.of("Page", "Runtime", "Log")) {
                call(domain + ".enable", Map.of());
            }
            call("Page.bringToFront", Map.of());
            ready = true;
        } finally {
            if (!ready) {
                end();
            }
        }
    }

    private static String port(Path file) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        while (!Files.exists(file) || Files.readAllLines(file).size() < 2) {
            assertThat(Instant.now()).as("the browser is there").isBefore(end);
            Thread.sleep(100);
        }
        return Files.readAllLines(file).get(0);
    }

    private WebSocket connect(String port) throws Exception {
        String pages =
                client.send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        "http://127.0.0.1:" + port + "/json/new"))
                                        .method("PUT", BodyPublishers.noBody())
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
        String address = (String) JSON.std.mapFrom(pages).get("webSocketDebuggerUrl");
        return client.newWebSocketBuilder()
                .buildAsync(URI.create(address), new Listener())
                .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Puts messages together and hands them out. */
    private final class Listener implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                String whole = message.toString();
                message.setLength(0);
                take(whole);
            }
            from.request(1);
            return null;
        }
    }

    private void take(String text) {
        try {
            Map<String, Object> message = JSON.std.mapFrom(text);
            if (message.get("id") instanceof Integer id) {
                open.remove(id).complete(message);
            } else if (FAULTS.contains(message.get("method"))) {
                faults.add(text);
            }
        } catch (IOException e) {
            faults.add(e + ": " + text);
        }
    }

    /** What a command of the browser's protocol answers. */
    Map<String, Object> call(String method, Map<String, Object> parameters) throws Exception {
        Map<String, Object> message = answer(method, parameters);
        assertThat(message).as(method).containsKey("result");
        return object(message.get("result"));
    }

    private Map<String, Object> answer(String method, Map<String, Object> parameters)
            throws Exception {
        int id = ids.incrementAndGet();
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        open.put(id, answer);
        String text = JSON.std.asString(Map.of("id", id, "method", method, "params", parameters));
        socket.sendText(text, true).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    void go(String address) throws Exception {
        call("Page.navigate", Map.of("url", address));
        await("document.readyState === 'complete' && location.href === '" + address + "'");
    }

    /** The value of an expression in the page. */
    Object value(String expression) throws Exception {
        Map<String, Object> result =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        assertThat(result).as(expression).doesNotContainKey("exceptionDetails");
        return object(result.get("result")).get("value");
    }

    /** Waits until something is so; the page may be on its way to another one meanwhile. */
    void await(String expression) throws Exception {
        if (!sees(expression, LIMIT)) {
            throw new AssertionError(shown() + "\nawaited in vain: " + expression);
        }
    }

    /** Whether something is so within a time. */
    boolean sees(String expression, Duration limit) throws Exception {
        Instant end = Instant.now().plus(limit);
        while (!Boolean.TRUE.equals(tried(expression))) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }

    /** Null where there is no such value, or no page at the moment. */
    private Object tried(String expression) throws Exception {
        Map<String, Object> answer =
                answer("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        return answer.get("result") instanceof Map<?, ?> result
                ? object(result.get("result")).get("value")
                : null;
    }

    private String shown() {
        try {
            return faults + " " + value("document.documentElement.outerHTML");
        } catch (Exception e) {
            return e.toString();
        }
    }

    /** What the browser complained about: scripts, policies, missing files. */
    List<String> faults() {
        return new ArrayList<>(faults);
    }

    /**
     * @param width in pixels, as of a phone
     */
    void screen(int width, boolean dark) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        call(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of(
                                        "name",
                                        "prefers-color-scheme",
                                        "value",
                                        dark ? "dark" : "light"))));
    }

    /** Writes what is on the screen, for people to look at. */
    void picture(Path file) throws Exception {
        String data =
                (String)
                        call("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                                .get("data");
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(data));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<String, Object>) value;
    }

    private void end() throws InterruptedException {
        browser.descendants().forEach(ProcessHandle::destroyForcibly);
        browser.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        end();
    }
}
