package org.imagefactory.netboot;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import okio.ByteString;

/** A web server with files, that knows conditions and ranges, and misbehaves on command. */
public final class TestMirror implements AutoCloseable {

    record Version(ByteString content, String etag) {

        byte[] bytes() {
            return content.toByteArray();
        }
    }

    public final MockWebServer server = new MockWebServer();
    final Map<String, Version> files = new ConcurrentHashMap<>();
    final Map<String, Deque<MockResponse>> scripted = new ConcurrentHashMap<>();
    public final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    public final AtomicLong bodyBytes = new AtomicLong();

    public TestMirror() throws IOException {
        server.setDispatcher(
                new Dispatcher() {
                    @Override
                    public MockResponse dispatch(RecordedRequest request) {
                        return answer(request);
                    }
                });
        server.start();
    }

    public void put(String path, byte[] bytes, String etag) {
        files.put(path, new Version(ByteString.of(bytes), etag));
    }

    /** The next answers for a path; after them come the regular ones. */
    public void script(String path, MockResponse... answers) {
        scripted.put(path, new ArrayDeque<>(Arrays.asList(answers)));
    }

    public String url(String path) {
        return server.url(path).toString();
    }

    List<RecordedRequest> requestsFor(String path) {
        return requests.stream().filter(r -> r.getTarget().equals(path)).toList();
    }

    private MockResponse answer(RecordedRequest request) {
        requests.add(request);
        String path = request.getUrl().encodedPath();
        Deque<MockResponse> script = scripted.getOrDefault(path, new ArrayDeque<>());
        synchronized (script) {
            if (!script.isEmpty()) {
                return script.poll();
            }
        }
        Version file = files.get(path);
        if (file == null) {
            return new MockResponse.Builder().code(404).body("<html>not here</html>").build();
        }
        if (file.etag().equals(request.getHeaders().get("If-None-Match"))) {
            return new MockResponse.Builder().code(304).addHeader("ETag", file.etag()).build();
        }
        return content(request, file);
    }

    private MockResponse content(RecordedRequest request, Version file) {
        byte[] bytes = file.bytes();
        String range = request.getHeaders().get("Range");
        MockResponse.Builder answer = new MockResponse.Builder().addHeader("ETag", file.etag());
        if (range != null && file.etag().equals(request.getHeaders().get("If-Range"))) {
            int from = Integer.parseInt(range.replaceAll("\\D", ""));
            answer.code(206)
                    .addHeader(
                            "Content-Range",
                            "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
            bytes = Arrays.copyOfRange(bytes, from, bytes.length);
        }
        bodyBytes.addAndGet(bytes.length);
        return answer.body(new Buffer().write(bytes)).build();
    }

    @Override
    public void close() {
        server.close();
    }
}
