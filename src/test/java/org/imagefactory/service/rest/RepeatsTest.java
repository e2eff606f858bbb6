package org.imagefactory.service.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.imagefactory.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are sent again because nobody knows whether they arrived. */
@Timeout(120)
class RepeatsTest extends OpenHost {

    private Host.Reply post(String key, String description) throws Exception {
        return host.send(
                "POST",
                "/base_images",
                Json.line(
                        Map.of(
                                "base_image",
                                Map.of("template", Host.TEMPLATE.replace("é", description)))),
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                key);
    }

    private int images() throws Exception {
        return ((List<?>) host.get("/base_images").json().get("base_images")).size();
    }

    /** What is known of the one request. */
    private Path kept() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("store/.answers"))) {
            return files.findAny().orElseThrow();
        }
    }

    @Test
    void makeNoSecondImage() throws Exception {
        Host.Reply first = post("\"8e03978e-40d5\"", "ü");
        assertThat(first.status()).isEqualTo(202);
        Host.Reply again = post("\"8e03978e-40d5\"", "ü");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("location")).isEqualTo(first.header("location"));
        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(post("8e03978e-40d5", "ü").text()).isEqualTo(first.text());
        assertThat(images()).isEqualTo(1);
        assertThat(post("other", "ü").text()).isNotEqualTo(first.text());
    }

    @Test
    void outliveTheService() throws Exception {
        Host.Reply first = post("key", "x");
        host.close();
        host = new Host(folder, Optional.empty(), Tokens.NONE, false);
        assertThat(post("key", "x").text()).isEqualTo(first.text());
        assertThat(images()).isEqualTo(1);
    }

    /** Between the record and the answer there is time enough to lose the machine. */
    @Test
    void outliveAServiceThatDiedBeforeItAnswered() throws Exception {
        Host.Reply first = post("key", "x");
        Path kept = kept();
        Map<String, Object> word = new LinkedHashMap<>(Json.object(Files.readString(kept)));
        assertThat(word.keySet()).contains("request", "image");
        word.keySet().retainAll(List.of("request", "image"));
        Files.writeString(kept, Json.line(word));

        Host.Reply again = post("key", "x");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("location")).isEqualTo(first.header("location"));
        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(post("key", "other").status()).isEqualTo(422);
        assertThat(images()).isEqualTo(1);

        String path = first.header("location").replaceFirst(".*/imagefactory", "");
        assertThat(host.send("DELETE", path, "").status()).isEqualTo(204);
        while (images() > 0) {
            Thread.sleep(10);
        }
        assertThat(post("key", "x").status()).isEqualTo(202);
        assertThat(images()).isEqualTo(1);
    }

    @Test
    void areAnotherRequestWithAnotherBody() throws Exception {
        post("key", "one");
        Host.Reply other = post("key", "two");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text()).contains("Idempotency-Key");
        assertThat(images()).isEqualTo(1);
    }

    @Test
    void ofPartsCountByTheirFields() throws Exception {
        List<String> answers = new ArrayList<>();
        for (String boundary : List.of("one", "two")) {
            String body =
                    "--%s\r\nContent-Disposition: form-data; name=\"template\"\r\n\r\n%s\r\n--%s--\r\n"
                            .formatted(boundary, Host.TEMPLATE, boundary);
            Host.Reply reply =
                    host.send(
                            "POST",
                            "/base_images",
                            body,
                            "Content-Type",
                            "multipart/form-data; boundary=" + boundary,
                            "Idempotency-Key",
                            "key");
            answers.add(reply.text());
        }
        assertThat(answers.get(1)).isEqualTo(answers.get(0));
    }

    @Test
    void thatWereRefusedMayBeMended() throws Exception {
        assertThat(
                        host.send(
                                        "POST",
                                        "/base_images",
                                        "{}",
                                        "Content-Type",
                                        "application/json",
                                        "Idempotency-Key",
                                        "key")
                                .status())
                .isEqualTo(400);
        assertThat(post("key", "x").status()).isEqualTo(202);
    }

    @Test
    void atTheSameTimeMakeOneImage() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Integer> task = () -> post("key", "x").status();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> each :
                    threads.invokeAll(Stream.generate(() -> task).limit(8).toList())) {
                statuses.add(each.get());
            }
            assertThat(statuses).contains(202).isSubsetOf(202, 409);
        } finally {
            threads.shutdownNow();
        }
        assertThat(images()).isEqualTo(1);
    }

    /** What somebody has put into the folder is neither followed nor believed, nor a bug. */
    @Test
    void areReadFromFilesOfTheirOwn() throws Exception {
        Host.Reply first = post("key", "x");
        Path answers = folder.resolve("store/.answers");
        Path kept = kept();
        Path other = Files.move(kept, folder.resolve("other"));
        Files.createSymbolicLink(kept, other);
        try (RandomAccessFile huge = new RandomAccessFile(answers.resolve("huge").toFile(), "rw")) {
            huge.setLength(1L << 40);
        }
        Files.createDirectory(answers.resolve("folder"));

        Host.Reply second = post("key", "x");
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.text()).isNotEqualTo(first.text());
        assertThat(post("key", "x").text()).isEqualTo(second.text());
        assertThat(answers.resolve("huge")).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void areForgottenAfterADay() throws Exception {
        Host.Reply first = post("key", "x");
        Path kept = kept();
        assertThat(Files.getPosixFilePermissions(kept)).hasSize(2);
        Files.setLastModifiedTime(kept, FileTime.from(Instant.now().minusSeconds(86_500)));
        assertThat(post("key", "x").text()).isNotEqualTo(first.text());
        assertThat(images()).isEqualTo(2);
        try (Stream<Path> files = Files.list(folder.resolve("store/.answers"))) {
            assertThat(files).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "a b", "\"a\"b\""})
    void needAKey(String key) throws Exception {
        assertThat(post(key, "x").status()).isEqualTo(400);
        assertThat(images()).isZero();
    }
}
