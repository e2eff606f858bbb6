package org.imagefactory.openstack;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Answers as the services of a cloud do: to each question what a test says, in turn. */
final class FakeCloud implements AutoCloseable {

    private final MockWebServer server = new MockWebServer();
    private final Map<String, Deque<MockResponse>> answers = new HashMap<>();
    final Map<String, String> bodies = new ConcurrentHashMap<>();
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    FakeCloud() throws Exception {
        server.setDispatcher(
                new Dispatcher() {
                    @Override
                    public MockResponse dispatch(RecordedRequest request) {
                        return answer(request);
                    }
                });
        server.start();
        answer(
                "POST /identity/v3/auth/tokens",
                201,
                """
                {"token": {"project": {"name": "factory"}, "catalog": [
                 {"type": "compute", "endpoints": [{"interface": "public", "url": "%1$scompute"}]},
                 {"type": "network", "endpoints": [{"interface": "public", "url": "%1$snetwork"}]},
                 {"type": "image", "endpoints": [{"interface": "public", "url": "%1$simage"}]}]}}
                """
                        .formatted(server.url("/")));
    }

    /** One more answer; the last one is given for ever. */
    FakeCloud answer(String question, int status, String body) {
        answers.computeIfAbsent(question, any -> new ArrayDeque<>())
                .add(
                        new MockResponse.Builder()
                                .code(status)
                                .addHeader("X-Subject-Token", "token")
                                .body(body)
                                .build());
        return this;
    }

    private synchronized MockResponse answer(RecordedRequest request) {
        String question = request.getMethod() + " " + request.getTarget().replaceFirst("\\?.*", "");
        String body = request.getBody() == null ? "" : request.getBody().utf8();
        if (question.endsWith("/action")) {
            question += " " + body.replaceFirst("^\\{\"([A-Za-z-]+)\".*", "$1");
        }
        asked.add(question);
        bodies.put(question, body);
        Deque<MockResponse> left = answers.getOrDefault(question, new ArrayDeque<>());
        if (left.isEmpty()) {
            return new MockResponse.Builder().code(404).body("{}").build();
        }
        return left.size() > 1 ? left.remove() : left.element();
    }

    /** As a user sees it who has signed in. */
    Cloud signIn(Path folder) throws Exception {
        return access(folder).cloud(Optional.empty());
    }

    /** Signs in when it is asked for the cloud. */
    CloudAccess access(Path folder) {
        return new CloudAccess(
                Map.of(
                        "OS_AUTH_URL", server.url("/identity").toString(),
                        "OS_USERNAME", "joe",
                        "OS_PASSWORD", "secret",
                        "OS_PROJECT_NAME", "factory"),
                folder);
    }

    @Override
    public void close() {
        server.close();
    }
}
