package org.imagefactory.service.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.service.http.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowsersTest {

    private final Access access =
            new Access(Optional.empty(), Tokens.NONE, false, Clock.systemUTC())
                    .of("builder.example.com");

    private static ServiceRequest request(String host, String name, String value) {
        ServiceRequest one = Requests.post("/imagefactory/base_images", "", new byte[0]);
        return new ServiceRequest(
                one.id(),
                "GET",
                one.scheme(),
                host,
                one.path(),
                one.decodedPath(),
                one.query(),
                Map.of(name, List.of(value)),
                one.remote(),
                one.body());
    }

    @ParameterizedTest
    @CsvSource({
        "user-agent, curl/8.14.1",
        "user-agent, python-requests/2.32",
        "accept-encoding, 'gzip, deflate'",
        "accept, */*"
    })
    void programsCallTheServiceAsTheyLike(String name, String value) throws Exception {
        assertThat(access.admit(request("factory.example:99", name, value), Protection.WRITE))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "user-agent, Mozilla/5.0 (X11; Linux x86_64; rv:140.0)",
        "accept-language, ''",
        "origin, http://factory.example:99",
        "referer, http://factory.example:99/",
        "sec-fetch-site, same-origin",
        "cookie, a=b"
    })
    void browsersMayNotCallItByAStrangersName(String name, String value) {
        assertThatThrownBy(
                        () ->
                                access.admit(
                                        request("factory.example:99", name, value),
                                        Protection.READ))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("its own host only");
    }

    @Test
    void theirUserMayCallItByItsOwn() throws Exception {
        assertThat(
                        access.admit(
                                request("builder.example.com:8075", "cookie", "a=b"),
                                Protection.READ))
                .isNotNull();
    }
}
