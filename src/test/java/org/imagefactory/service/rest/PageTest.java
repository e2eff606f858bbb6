package org.imagefactory.service.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.service.oauth.OAuth;
import org.imagefactory.spec.Sha256;
import org.imagefactory.store.ImageId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages for people, as they are read without a script. */
@Timeout(120)
class PageTest {

    private static final String HOSTILE = "<b>&\u202e'\"";

    @TempDir Path folder;

    private Host host(boolean protectReading) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("tokens"),
                        "reader read %s\nwriter write %s\n"
                                .formatted(Sha256.of("r-token").hex(), Sha256.of("w-token").hex()));
        return new Host(
                folder,
                Optional.of(new OAuth(Map.of("client", "s3cret"), Clock.systemUTC())),
                Tokens.read(file),
                protectReading);
    }

    private Host open() throws Exception {
        return new Host(folder, Optional.empty(), Tokens.NONE, false);
    }

    private static String basic(String token) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString(("anybody:" + token).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> fields() {
        return Map.of("template", Host.TEMPLATE);
    }

    @Test
    void showImagesWithWhatWasMadeOfThem() throws Exception {
        try (Host host = open()) {
            String base = host.made("/base_images", "base_image", fields());
            String target =
                    host.made(
                            "/base_images/" + base + "/target_images",
                            "target_image",
                            Map.of("target", "mock"));
            String failed = host.madeBase(Map.of("mock_error", HOSTILE));

            String all = host.get("/../").text();
            assertThat(all)
                    .contains("<b>2</b> complete", "<b>1</b> failed", "Nothing is being made")
                    .contains("MockCloud", "mocksphere")
                    .contains("&lt;b&gt;&amp;", "&#39;&quot;")
                    .doesNotContain("<b>&", "s3cret", "\u202e");
            assertThat(all.indexOf("data-id=\"" + target)).isGreaterThan(all.indexOf(base));
            assertThat(
                            all.replaceAll(
                                    "(?s).*data-id=\"" + target + "\"><th[^>]*(class=\"\\w+\").*",
                                    "$1"))
                    .isEqualTo("class=\"depth1\"");

            String page = host.get("/../images/" + target).text();
            assertThat(page)
                    .contains("target image for mock", "/images/" + base, "COMPLETE\n")
                    .contains("/imagefactory/target_images/" + target + "/raw_image")
                    .contains("/imagefactory/target_images/" + target + "/documents/icicle.xml")
                    .contains("&lt;rootpw&gt;********&lt;/rootpw&gt;", "Delete")
                    .doesNotContain("s3cret");
            assertThat(host.get("/../images/" + base).text()).contains("/images/" + target);
            assertThat(host.get("/../images/" + failed).text()).contains("what went wrong");
            assertThat(host.get("/../images/" + ImageId.random()).status()).isEqualTo(404);
            assertThat(host.get("/../images/x").status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({"</template>,</templ", "é,<nonsense>"})
    void showImagesOfBrokenTemplates(String part, String instead) throws Exception {
        try (Host host = open()) {
            String broken = Host.TEMPLATE.replace(part, instead);
            host.made("/base_images", "base_image", Map.of("template", broken));
            assertThat(host.get("/../").text()).contains(">mock</a>", "failed");
        }
    }

    @Test
    void showImagesOfLongTemplates() throws Exception {
        try (Host host = open()) {
            String text = Host.TEMPLATE.replace("é", "é".repeat(300_000));
            String id = host.made("/base_images", "base_image", Map.of("template", text));
            assertThat(host.get("/../").text()).contains(">mock</a>", "complete");
            assertThat(host.get("/../images/" + id).text()).hasSizeLessThan(60_000);
        }
    }

    @Test
    void loadNothingFromElsewhere() throws Exception {
        try (Host host = open()) {
            host.made("/base_images", "base_image", fields());
            Host.Reply page = host.get("/../");
            assertThat(page.header("content-security-policy"))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.text())
                    .doesNotContain("://", "style=", "onclick")
                    .contains("<script src=\"/page.js\" defer></script>")
                    .doesNotContainPattern("<script(?! src=\"/page.js\" defer></script>)");
            assertThat(host.get("/../page.css").header("content-type")).startsWith("text/css");
            assertThat(host.get("/../page.js").header("content-type"))
                    .startsWith("text/javascript");
            assertThat(host.get("/../page.js").text()).doesNotContain("://", "innerHTML");
            assertThat(host.get("/../", "If-None-Match", page.header("etag")).status())
                    .isEqualTo(304);
        }
    }

    @Test
    void areInPages() throws Exception {
        try (Host host = open()) {
            for (int i = 0; i < 31; i++) {
                host.post("/base_images", Map.of("base_image", fields()));
            }
            assertThat(host.get("/../").text()).contains("page 1 of 2", "/?page=2");
            String last = host.get("/../?page=99").text();
            assertThat(last).contains("page 2 of 2", "/?page=1");
            assertThat(host.get("/../?page=x").text()).contains("page 1 of 2");
        }
    }

    @Test
    void deleteWithoutAScript() throws Exception {
        try (Host host = host(false)) {
            String id;
            String delete;
            Host.Reply made =
                    host.send(
                            "POST",
                            "/base_images",
                            "template="
                                    + java.net.URLEncoder.encode(
                                            Host.TEMPLATE, StandardCharsets.UTF_8),
                            "Authorization",
                            "Bearer w-token",
                            "Content-Type",
                            "application/x-www-form-urlencoded");
            id = (String) made.inner("base_image").get("id");
            delete = "/../images/" + id + "/delete";

            assertThat(host.get("/../").text()).contains("Sign in").doesNotContain("/delete");
            assertThat(host.get("/../", "Authorization", basic("r-token")).text())
                    .contains("signed in as reader")
                    .doesNotContain("/delete", "Sign in");
            assertThat(host.get("/../images/" + id, "Authorization", basic("w-token")).text())
                    .contains("signed in as writer", "action=\"/images/" + id + "/delete\"");

            assertThat(host.send("POST", delete, "").status()).isEqualTo(401);
            assertThat(host.send("POST", delete, "", "Authorization", basic("r-token")).status())
                    .isEqualTo(403);
            Host.Reply done = host.send("POST", delete, "", "Authorization", basic("w-token"));
            assertThat(done.status()).isEqualTo(303);
            assertThat(done.header("location")).isEqualTo("/");
            host.factory.await(ImageId.parse(id).orElseThrow());
            assertThat(host.get("/base_images/" + id).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({"w-token,303", "r-token,303", "x-token,401"})
    void browsersAskForAToken(String token, int status) throws Exception {
        try (Host host = host(true)) {
            for (String path : new String[] {"/../", "/../login", "/../images/x"}) {
                Host.Reply stranger = host.get(path);
                assertThat(stranger.status()).isEqualTo(401);
                assertThat(stranger.header("www-authenticate")).startsWith("Basic realm=");
            }
            assertThat(host.get("/../login", "Authorization", basic(token)).status())
                    .isEqualTo(status);
            assertThat(host.get("/../page.css").status()).isEqualTo(200);
        }
    }

    /** A browser sends a password that it remembers with whatever a page asks for. */
    @ParameterizedTest
    @CsvSource({
        "Origin,http://evil.example,403",
        "Origin,null,403",
        "Sec-Fetch-Site,cross-site,403",
        "Sec-Fetch-Site,same-site,403",
        "Sec-Fetch-Site,same-origin,415",
        "X-Nothing,x,415"
    })
    void pagesOfOthersChangeNothing(String header, String value, int status) throws Exception {
        try (Host host = open()) {
            assertThat(host.send("POST", "/base_images", "{}", header, value).status())
                    .isEqualTo(status);
            String own = host.base().replace("/imagefactory", "");
            assertThat(host.send("POST", "/base_images", "{}", "Origin", own).status())
                    .isEqualTo(415);
            assertThat(host.get("/base_images", header, value).status()).isEqualTo(200);
        }
    }
}
