package org.imagefactory.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.imagefactory.json.Json;

/** The small AWS that compares requests with Amazon's own descriptions of its services. */
final class AwsJudge implements AutoCloseable {

    static final String KEY = "AKIDEXAMPLE";
    static final String SECRET = "s3cret+of/the key";
    static final String ACCOUNT = "123456789012";

    private final Process process;
    private final String address;

    AwsJudge() throws IOException {
        process =
                new ProcessBuilder("/usr/bin/python3", "src/test/python/aws-judge", KEY, SECRET)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String port = out.readLine();
            if (port == null) {
                throw new IllegalStateException("the judge does not start");
            }
            address = "http://127.0.0.1:" + port;
        }
    }

    String address() {
        return address;
    }

    /** What was made, and what was wrong. */
    Map<String, ?> state() throws Exception {
        return Json.object(ask("GET", "/judge/state"));
    }

    /** What is there of one kind, by its id. */
    Map<?, ?> there(String kind) throws Exception {
        return (Map<?, ?>) state().get(kind);
    }

    /** The requests that no AWS would have taken. */
    List<?> wrong() throws Exception {
        return (List<?>) state().get("wrong");
    }

    /** How often something was asked for. */
    long asked(String action) throws Exception {
        return ((List<?>) state().get("asked")).stream().filter(action::equals).count();
    }

    /** The next ones that ask for that get this. */
    void fault(String action, int times, String kind) throws Exception {
        ask("POST", "/judge/fault?action=%s&times=%d&kind=%s".formatted(action, times, kind));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String ask(String method, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
