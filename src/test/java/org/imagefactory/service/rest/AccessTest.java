package org.imagefactory.service.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.service.oauth.OAuth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what. */
@Timeout(60)
class AccessTest {

    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

    @TempDir Path folder;

    private Host host(boolean protectReading) throws Exception {
        Path file = folder.resolve("tokens");
        Files.writeString(
                file,
                "# name scope digest\nreader read %s\nwriter write %s\n"
                        .formatted(digest("r-token"), digest("w-token")));
        return new Host(
                folder,
                Optional.of(new OAuth(Map.of("client", "s3cret"), Clock.systemUTC())),
                Tokens.read(file),
                protectReading);
    }

    private static String digest(String token) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(token.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/,200,200",
        "GET,/jeos,200,200",
        "GET,/targets,501,501",
        "GET,/base_images,200,401",
        "HEAD,/base_images,200,401",
        "GET,/plugins,200,401",
        "GET,/base_images/" + UNKNOWN + ",404,401",
        "GET,/base_images/" + UNKNOWN + "/raw_image,404,401",
        "POST,/base_images,401,401",
        "DELETE,/base_images/" + UNKNOWN + ",401,401",
        "GET,/nonsense,404,404",
        "PUT,/base_images,405,405"
    })
    void strangers(String method, String path, int writes, int all) throws Exception {
        for (boolean protectReading : new boolean[] {false, true}) {
            try (Host host = host(protectReading)) {
                Host.Reply reply = host.send(method, path, "");
                assertThat(reply.status()).isEqualTo(protectReading ? all : writes);
                if (reply.status() == 401) {
                    assertThat(reply.header("www-authenticate"))
                            .isEqualTo(
                                    "OAuth realm=\"imagefactory\", Bearer realm=\"imagefactory\"");
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/base_images,r-token,200",
        "GET,/base_images,w-token,200",
        "GET,/base_images,x-token,401",
        "POST,/base_images,r-token,403",
        "POST,/base_images,w-token,400"
    })
    void tokens(String method, String path, String token, int status) throws Exception {
        try (Host host = host(true)) {
            Host.Reply reply = host.send(method, path, "", "Authorization", "Bearer " + token);
            assertThat(reply.status()).isEqualTo(status);
            if (status == 401) {
                assertThat(reply.header("www-authenticate"))
                        .isEqualTo("OAuth realm=\"imagefactory\", Bearer realm=\"imagefactory\"");
            }
        }
    }

    @Test
    void strangersSeeNoPasswords() throws Exception {
        try (Host host = host(false)) {
            String body =
                    "template=" + java.net.URLEncoder.encode(Host.TEMPLATE, StandardCharsets.UTF_8);
            Host.Reply made =
                    host.send(
                            "POST",
                            "/base_images",
                            body,
                            "Authorization",
                            "Bearer w-token",
                            "Content-Type",
                            "application/x-www-form-urlencoded");
            assertThat(made.inner("base_image")).containsEntry("template", Host.TEMPLATE);
            String path = "/base_images/" + made.inner("base_image").get("id");
            assertThat(host.get(path).inner("base_image"))
                    .containsEntry("template", Host.TEMPLATE.replace("s3cret", "********"));
            assertThat(host.get(path, "Authorization", "Bearer r-token").inner("base_image"))
                    .containsEntry("template", Host.TEMPLATE);
            assertThat(host.get(path, "Authorization", "Bearer x-token").inner("base_image"))
                    .containsEntry("template", Host.TEMPLATE.replace("s3cret", "********"));
        }
    }

    @Test
    void whoFailsTooOftenHasToWait() throws Exception {
        try (Host host = host(false)) {
            int status = 401;
            for (int i = 0; i < 301 && status == 401; i++) {
                status =
                        host.send("POST", "/base_images", "", "Authorization", "Bearer x").status();
            }
            assertThat(status).isEqualTo(429);
            Host.Reply reply = host.send("POST", "/base_images", "", "Authorization", "Bearer w");
            assertThat(Integer.parseInt(reply.header("retry-after"))).isBetween(1, 60);
            // Others of that address do not have to.
            assertThat(host.send("POST", "/base_images", "").status()).isEqualTo(401);
            assertThat(
                            host.send("POST", "/base_images", "", "Authorization", "Bearer w-token")
                                    .status())
                    .isEqualTo(400);
            assertThat(host.get("/base_images", "Authorization", "Bearer w").status())
                    .isEqualTo(429);
            assertThat(host.get("/base_images").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "name admin 00", "name read 00", "a b c d"})
    void aWrongLineOfTheFileOfTokensIsNamed(String line) throws Exception {
        Path file = Files.writeString(folder.resolve("tokens"), "# c\n" + line + "\n");
        assertThatThrownBy(() -> Tokens.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file + ":2: ");
    }

    @Test
    void othersMayNotChangeTheFileOfTokens() throws Exception {
        Path file = Files.writeString(folder.resolve("tokens"), "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThatThrownBy(() -> Tokens.read(file)).hasMessageContaining("others than its owner");
        assertThatThrownBy(() -> Tokens.read(folder.resolve("absent")))
                .hasMessageContaining("cannot be read");
    }
}
