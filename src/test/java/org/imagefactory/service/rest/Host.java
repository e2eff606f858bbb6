package org.imagefactory.service.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.json.Json;
import org.imagefactory.lifecycle.LifecycleSettings;
import org.imagefactory.lifecycle.TemplateFactory;
import org.imagefactory.plugin.MockCloud;
import org.imagefactory.plugin.MockOs;
import org.imagefactory.plugin.PluginFactory;
import org.imagefactory.plugin.Plugins;
import org.imagefactory.service.http.HttpService;
import org.imagefactory.service.oauth.OAuth;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageStore;

/** The interface over real HTTP, in this process, with the mock plugins. */
final class Host implements AutoCloseable {

    static final String TEMPLATE =
            """
            <template><name>mock</name><os><name>MockOS_A</name><version>1</version>\
            <arch>x86_64</arch><install type='url'><url>http://m/</url></install>\
            <rootpw>s3cret</rootpw></os><description>é</description></template>""";

    final TemplateFactory factory;
    private final Api api;
    private final HttpService http;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Described described;

    Host(Path folder, Optional<OAuth> oauth, Tokens tokens, boolean protectReading)
            throws Exception {
        Meters meters = new Meters();
        factory =
                new TemplateFactory(
                        ImageStore.open(folder.resolve("store"), line -> {}),
                        Plugins.shipped(
                                List.of(
                                        PluginFactory.of(
                                                MockOs.NAME,
                                                () -> new MockOs(new CommonsExecRunner(Map.of()))),
                                        PluginFactory.of(MockCloud.NAME, MockCloud::new))),
                        new LifecycleSettings(folder.resolve("work"), 2, 4, false));
        api =
                new Api(
                        "2.0.0",
                        factory,
                        Jeos.read(List.of(), line -> {}),
                        new Access(oauth, tokens, protectReading, Clock.systemUTC()),
                        meters);
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        http =
                new HttpService(
                        Optional.empty(), api, meters, temporary, factory.store().largeWork());
        http.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        http.start();
        described = new Described(Json.object(sent("GET", "/openapi.json", "").text()));
    }

    String base() {
        return "http://localhost:%d/imagefactory".formatted(http.port());
    }

    /** An answer; its body is JSON, or a text. */
    record Reply(int status, Map<String, List<String>> headers, String text) {

        Map<String, Object> json() throws Exception {
            return Json.object(text);
        }

        /** The object in a wrapper. */
        @SuppressWarnings("unchecked")
        Map<String, Object> inner(String wrapper) throws Exception {
            return (Map<String, Object>) json().get(wrapper);
        }

        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    /** Sends a request, and looks whether the description of the interface knows of it. */
    Reply send(String method, String path, String body, String... headers) throws Exception {
        Reply reply = sent(method, path, body, headers);
        String whole = URI.create(base() + path).normalize().getPath();
        described.check(method, whole, body, reply);
        return reply;
    }

    private Reply sent(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base() + path))
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        return new Reply(
                response.statusCode(),
                new LinkedHashMap<>(response.headers().map()),
                response.body());
    }

    Reply get(String path, String... headers) throws Exception {
        return send("GET", path, "", headers);
    }

    /** The events of a stream until it ends, each as its lines. */
    List<String> events(String path, String... headers) throws Exception {
        Reply reply = get(path, concat(headers));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return List.of(reply.text().split("\n\n"));
    }

    private static String[] concat(String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Accept";
        all[headers.length + 1] = "text/event-stream";
        return all;
    }

    /** A stream that is not read to its end; to be closed. */
    InputStream open(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base() + path))
                        .header("Accept", "text/event-stream")
                        .build();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    Reply post(String path, Object body) throws Exception {
        return send("POST", path, Json.line(body), "Content-Type", "application/json");
    }

    /** Makes a base image by such parameters and waits for its end. */
    String madeBase(Map<String, Object> parameters) throws Exception {
        return made(
                "/base_images",
                "base_image",
                Map.of("template", TEMPLATE, "parameters", parameters));
    }

    /** Makes an image and waits for its end. */
    String made(String path, String wrapper, Map<String, Object> fields) throws Exception {
        String id = (String) post(path, Map.of(wrapper, fields)).inner(wrapper).get("id");
        ended(path, wrapper, id);
        return id;
    }

    /** The image when nobody works on it any more. */
    Map<String, Object> ended(String path, String wrapper, String id) throws Exception {
        factory.await(ImageId.parse(id).orElseThrow());
        return get(path + "/" + id).inner(wrapper);
    }

    @Override
    public void close() throws Exception {
        http.close();
        api.close();
        factory.shutDown("the test ends", Duration.ofSeconds(10));
        factory.close();
    }
}
