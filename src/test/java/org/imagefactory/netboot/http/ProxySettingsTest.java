package org.imagefactory.netboot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Proxy;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the environment names proxies. */
class ProxySettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http_proxy=http://p:3128 | http | a.example | p:3128",
                "http_proxy=p:3128 | http | a.example | p:3128",
                "http_proxy=http://my_proxy:3128 | http | a.example | my_proxy:3128",
                "http_proxy=http://bücher | http | a.example | xn--bcher-kva:1080",
                "http_proxy=http://p | http | a.example | p:1080",
                "http_proxy=http://u:s%40c@p:3128/ | http | a.example | p:3128",
                "HTTP_PROXY=http://p:1 | http | a.example | p:1",
                "HTTP_PROXY=http://p:1 REQUEST_METHOD=GET | http | a.example | direct",
                "http_proxy=http://p:1 HTTP_PROXY=http://q:1 | http | a.example | p:1",
                "http_proxy= ALL_PROXY=http://q:1 | http | a.example | direct",
                "http_proxy=http://p:1 | https | a.example | direct",
                "HTTPS_PROXY=http://p:1 | https | a.example | p:1",
                "all_proxy=socks5h://p:1 | https | a.example | p:1",
                "http_proxy=http://p:1 no_proxy=* | http | a.example | direct",
                "http_proxy=http://p:1 no_proxy=example | http | a.example | direct",
                "http_proxy=http://p:1 NO_PROXY=.example | http | a.example | direct",
                "http_proxy=http://p:1 no_proxy=b.org,A.Example | http | a.example. | direct",
                "http_proxy=http://p:1 no_proxy=xample | http | a.example | p:1",
                "http_proxy=http://p:1 no_proxy=a.example:80 | http | a.example | direct",
                "http_proxy=http://p:1 no_proxy=a.example:81 | http | a.example | p:1",
                "http_proxy=http://p:1 no_proxy=10.0.0.0/8 | http | 10.1.2.3 | direct",
                "http_proxy=http://p:1 no_proxy=10.0.0.0/8 | http | 11.1.2.3 | p:1",
                "http_proxy=http://p:1 no_proxy=10.0.0.0/99 | http | 10.0.0.0 | p:1",
                "http_proxy=http://p:1 no_proxy=[::1] | http | ::1 | direct",
                "http_proxy=http://p:1 no_proxy=fe80::/10 | http | fe80::5 | direct",
                "http_proxy=http://p:1 no_proxy=127.0.0.1 | http | 127.0.0.1 | direct",
                "http_proxy=http://p:1 no_proxy=, | http | a.example | p:1",
                "'' | http | a.example | direct",
            })
    void variables(String variables, String scheme, String host, String expected) {
        Map<String, String> environment = new TreeMap<>();
        for (String variable : variables.strip().split(" ", -1)) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        String found =
                new ProxySettings(environment)
                        .find(scheme, host, 80)
                        .map(ProxyAddress::toString)
                        .orElse("direct");
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void addressesCarryCredentials() {
        ProxyAddress proxy = ProxyAddress.parse("http://joe:s%40c+r@proxy:3128");
        assertThat(BasicCredentials.of(proxy.userInfo()))
                .isEqualTo(Credentials.basic("joe", "s@c+r"));
        assertThat(ProxyAddress.parse("socks5://p:9050").toProxy().type())
                .isEqualTo(Proxy.Type.SOCKS);
    }
}
