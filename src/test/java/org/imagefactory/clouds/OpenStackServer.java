package org.imagefactory.clouds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.imagefactory.clouds.disk.DiskForm;
import org.imagefactory.clouds.openstack.OpenStackPlugin;
import org.imagefactory.exec.CommonsExecRunner;

/** Gives answers as Keystone and Glance do, in the order in which a test says them. */
final class OpenStackServer implements AutoCloseable {

    /** Of the image that is made. */
    static final String ID = "0b1c2d3e-0000-4000-8000-000000000001";

    private final MockWebServer server = new MockWebServer();

    void start() throws Exception {
        server.start();
    }

    @Override
    public void close() {
        server.close();
    }

    /** Who has no settings but what a push says. */
    static OpenStackPlugin plugin() {
        return plugin(Map.of());
    }

    /** The same for a user with these variables. */
    static OpenStackPlugin plugin(Map<String, String> variables) {
        return new OpenStackPlugin(
                new CommonsExecRunner(System.getenv()), parameters -> DiskForm.QCOW2, variables);
    }

    /** The push of an image of 100,000 bytes to here. */
    FakePushJob push(Path body) throws IOException {
        Files.write(body, new byte[100_000]);
        return new FakePushJob(body, provider(), credentials("secret&amp;word"));
    }

    /** A user signs in. */
    void answerToken() {
        answer(token(server.url("/").toString()));
    }

    /** The same of any server of images. */
    static MockResponse token(String images) {
        return new MockResponse.Builder()
                .code(201)
                .addHeader("X-Subject-Token", "the-token")
                .body(
                        """
                        {"token": {"project": {"id": "42", "name": "factory"},
                        "catalog": [{"type": "image", "endpoints": [
                        {"interface": "public", "region": "One", "url": "%s"}]}]}}
                        """
                                .formatted(images))
                .build();
    }

    /** An image is made, and looked at. */
    void answerCreated() {
        answer(201, "{\"id\": \"%s\"}".formatted(ID));
        answer(200, image("queued", ""));
    }

    void answer(int status, String body) {
        answer(new MockResponse.Builder().code(status).body(body).build());
    }

    void answer(MockResponse response) {
        server.enqueue(response);
    }

    static String image(String status, String hash) {
        return """
                {"status": "%s", "os_hash_algo": "sha512", "os_hash_value": "%s"}
                """
                .formatted(status, hash);
    }

    static String sha512(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
    }

    /** The next one. */
    RecordedRequest request() throws Exception {
        return server.takeRequest();
    }

    int requests() {
        return server.getRequestCount();
    }

    /** What the last one of the next requests is for. */
    String lastLine(int requests) throws Exception {
        RecordedRequest last = request();
        for (int i = 1; i < requests; i++) {
            last = request();
        }
        return line(last);
    }

    static String line(RecordedRequest request) {
        return request.getMethod() + " " + request.getTarget();
    }

    /** Where users sign in. */
    String identity() {
        return server.url("/identity").toString();
    }

    /** The definition of the provider. */
    String provider() {
        return "{\"glance-host\": \"%s\", \"glance-port\": \"%d\", \"min_disk\": \"3\"}"
                .formatted(server.getHostName(), server.getPort());
    }

    String credentials(String password) {
        return String.join(
                "\n",
                List.of(
                        "<provider_credentials><openstack_credentials>",
                        "<auth_url>" + server.url("/identity/v2.0") + "</auth_url>",
                        "<username>joe</username>",
                        "<password>" + password + "</password>",
                        "<tenant>factory</tenant>",
                        "</openstack_credentials></provider_credentials>"));
    }
}
