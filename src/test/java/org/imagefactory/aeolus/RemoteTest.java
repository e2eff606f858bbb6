package org.imagefactory.aeolus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands for a service, against one that is strange or slow. */
@Timeout(60)
class RemoteTest {

    private static final String TARGET = "11111111-1111-4111-8111-111111111111";
    private static final String PROVIDER = "22222222-2222-4222-8222-222222222222";

    @TempDir private Path folder;
    private Program program;

    /** Answers by method and path. */
    private interface Answers {
        MockResponse answer(String request, RecordedRequest whole) throws InterruptedException;
    }

    @BeforeEach
    void makeProgram() throws Exception {
        program = new Program(folder);
        program.file("credentials", "c");
    }

    private static MockWebServer server(Answers answers) throws Exception {
        MockWebServer server = new MockWebServer();
        server.setDispatcher(
                new Dispatcher() {
                    @Override
                    public MockResponse dispatch(RecordedRequest request)
                            throws InterruptedException {
                        String path = request.getUrl().encodedPath();
                        return answers.answer(
                                request.getMethod() + path.replace("/imagefactory/", " "), request);
                    }
                });
        server.start();
        return server;
    }

    private static MockResponse json(String text) {
        return new MockResponse.Builder().body(text.replace('\'', '"')).build();
    }

    private static MockResponse status(int code) {
        return new MockResponse.Builder().code(code).build();
    }

    private int run(MockWebServer server, String... arguments) {
        String url = "http://localhost:" + server.getPort();
        String[] all = new String[arguments.length + 2];
        all[0] = "--url";
        all[1] = url;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return program.plain(all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'message': 'hello'}",
                "{'base_images': {}, 'plugins': 1}",
                "{'base_images': [{'id': 1}], 'plugins': [{}]}"
            })
    void anotherServerIsNoServiceWithoutImages(String answer) throws Exception {
        try (MockWebServer server = server((request, whole) -> json(answer))) {
            for (List<String> command :
                    List.of(
                            List.of("images", "{}"),
                            List.of("plugins"),
                            List.of("delete", TARGET),
                            List.of("base_image", "mock.tdl"))) {
                assertThat(run(server, command.toArray(String[]::new))).isEqualTo(1);
                assertThat(program.out()).isEmpty();
                assertThat(program.err()).contains("something else than", "--url");
            }
        }
    }

    @Test
    void aProviderImageIsFoundByTheCloudOfItsTargetImage() throws Exception {
        String image = "{'provider_image': {'id': '%s', 'target_image': {'id': '%s'}}}";
        Answers answers =
                (request, whole) ->
                        switch (request) {
                            case "GET base_images", "GET target_images" ->
                                    json("{'%s': []}".formatted(request.substring(4)));
                            case "GET provider_images" ->
                                    json(
                                            "{'provider_images': ["
                                                    + image.formatted(PROVIDER, TARGET)
                                                    + "]}");
                            case "GET provider_images/" + PROVIDER, "POST provider_images" ->
                                    json(image.formatted(PROVIDER, TARGET));
                            case "GET target_images/" + TARGET ->
                                    json(
                                            "{'target_image': {'id': '%s', 'target': 'mock'}}"
                                                    .formatted(TARGET));
                            default -> status(404);
                        };
        try (MockWebServer server = server(answers)) {
            assertThat(run(server, "--output", "json", "images", "{\"target\": \"mock\"}"))
                    .isZero();
            assertThat(program.out()).contains(PROVIDER).doesNotContain("\"target\":");
            String[] push = {
                "--output",
                "json",
                "--detach",
                "provider_image",
                "mock",
                "@p",
                "credentials",
                "--id",
                TARGET
            };
            assertThat(run(server, push)).isZero();
            assertThat(program.out()).contains(PROVIDER).doesNotContain("\"target\":");
        }
    }

    @Test
    void aSignalBeforeTheAnswerCancelsWhatIsMade() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<String> deleted = new CompletableFuture<>();
        List<String> keys = new CopyOnWriteArrayList<>();
        AtomicInteger posts = new AtomicInteger();
        Answers answers =
                (request, whole) -> {
                    if (request.startsWith("DELETE")) {
                        deleted.complete(request);
                        return status(204);
                    }
                    keys.add(String.valueOf(whole.getHeaders().get("Idempotency-Key")));
                    return switch (posts.incrementAndGet()) {
                        case 1 -> {
                            asked.countDown();
                            Thread.sleep(5000);
                            yield status(500);
                        }
                        case 2 -> status(409);
                        default -> json("{'base_image': {'id': '%s'}}".formatted(TARGET));
                    };
                };
        try (MockWebServer server = server(answers)) {
            CompletableFuture<Integer> end = new CompletableFuture<>();
            Thread user = new Thread(() -> end.complete(run(server, "base_image", "mock.tdl")));
            user.start();
            asked.await();
            user.interrupt(); // as signals do

            assertThat(end.get()).isEqualTo(130);
            assertThat(deleted.get()).isEqualTo("DELETE base_images/" + TARGET);
            assertThat(keys).hasSize(3).doesNotContain("null").containsOnly(keys.get(0));
        }
    }
}
