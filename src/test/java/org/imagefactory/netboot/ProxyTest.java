package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import mockwebserver3.MockResponse;
import okhttp3.Credentials;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.HostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ProxyTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://u:s3cret@p:1",
                "http://u:s3cret@:99",
                "http://u:s3cret@p:x",
                "http://u:s3/s3cret@p:1",
                "http://u:s3cret#@p:1",
                "u:?s3cret@p:1",
                "\"http://u:s3cret@p:1\"",
            })
    void badAddressesAreRefusedWithoutTheirCredentials(String address) throws Exception {
        CacheFixture fixture = new CacheFixture(folder);
        fixture.environment = Map.of("http_proxy", address);
        String url = "http://mirror.example/linux";

        assertThatThrownBy(() -> fixture.provide(url, url, CacheFixture.NORMAL))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("proxy")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void theProxyIsUsedAndGetsItsCredentials() throws Exception {
        CacheFixture fixture = new CacheFixture(folder);
        byte[] kernel = CacheFixture.kernel(1, 20_000);
        try (TestMirror proxy = new TestMirror()) {
            proxy.put("/linux", kernel, "\"1\"");
            proxy.script(
                    "/linux",
                    new MockResponse.Builder()
                            .code(407)
                            .addHeader("Proxy-Authenticate", "Basic realm=\"x\"")
                            .build());
            fixture.environment =
                    Map.of("http_proxy", "http://joe:s3cret@localhost:" + proxy.server.getPort());
            String url = "http://mirror.invalid/linux";

            fixture.provide(url, url, CacheFixture.NORMAL);

            assertThat(fixture.bootedKernel()).isEqualTo(kernel);
            assertThat(proxy.requests.get(0).getRequestLine()).startsWith("GET " + url);
            assertThat(proxy.requests.get(1).getHeaders().get("Proxy-Authorization"))
                    .isEqualTo(Credentials.basic("joe", "s3cret"));
        }
    }

    /** It is asked before the server is, and says no. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "407 Proxy Authentication Required | the proxy answered 407 | user name and password",
                "403 Forbidden | the proxy answered 403 | does not let this host there",
                "502 Bad Gateway | the proxy answered 502 | try again later",
            })
    void aProxyThatRefusesATunnelIsTold(String status, String problem, String advice)
            throws Exception {
        CacheFixture fixture = new CacheFixture(folder);
        try (HostileServer proxy = new HostileServer()) {
            proxy.on(
                    "mirror.invalid:443",
                    out -> out.write(HostileServer.ascii("HTTP/1.1 " + status + "\r\n\r\n")));
            fixture.environment = Map.of("https_proxy", proxy.url(""));
            String url = "https://mirror.invalid/linux";

            assertThatThrownBy(() -> fixture.provide(url, url, CacheFixture.NORMAL))
                    .isInstanceOfSatisfying(
                            DownloadException.class,
                            e -> assertThat(e.advice().orElse("")).contains(advice))
                    .hasMessageContaining(problem + " (through the proxy 127.0.0.1:");
            if (status.startsWith("4")) {
                assertThat(proxy.requests).hasValue(1);
            }
        }
    }

    @Test
    void aDeadProxyIsNamed() throws Exception {
        CacheFixture fixture = new CacheFixture(folder);
        int port;
        try (TestMirror closed = new TestMirror()) {
            port = closed.server.getPort();
        }
        fixture.environment = Map.of("http_proxy", "http://joe:s3cret@localhost:" + port);

        assertThatThrownBy(
                        () ->
                                fixture.provide(
                                        "http://mirror.invalid/linux",
                                        "http://mirror.invalid/initrd",
                                        CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("connection refused (through the proxy localhost:" + port)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void exceptionsGoDirectly() throws Exception {
        CacheFixture fixture = new CacheFixture(folder);
        byte[] kernel = CacheFixture.kernel(1, 20_000);
        fixture.environment =
                Map.of("http_proxy", "http://proxy.invalid:1", "no_proxy", "localhost");
        try (TestMirror mirror = new TestMirror()) {
            mirror.put("/linux", kernel, "\"1\"");
            String url = mirror.url("/linux");
            fixture.provide(url, url, CacheFixture.NORMAL);
            assertThat(fixture.bootedKernel()).isEqualTo(kernel);
        }
    }
}
