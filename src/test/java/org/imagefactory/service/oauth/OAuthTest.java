package org.imagefactory.service.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthTest {

    private static final long NOW = 1_700_000_000;
    private static final String SECRET = "s3cret & ümlaut";

    private final OAuth oauth = new OAuth(Map.of("client", SECRET), at(NOW));
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private String query = "";
    private Optional<String> form = Optional.empty();

    OAuthTest() {
        parameters.put("oauth_consumer_key", "client");
        parameters.put("oauth_timestamp", String.valueOf(NOW));
        parameters.put("oauth_nonce", "n1");
    }

    private static Clock at(long second) {
        return Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC);
    }

    /** The example of section 3.4.1.1 of the standard. */
    @Test
    void baseStringIsThatOfTheStandard() throws Exception {
        SignedRequest request =
                new SignedRequest(
                        "POST",
                        "http",
                        "EXAMPLE.COM:80",
                        "/request",
                        "b5=%3D%253D&a3=a&c%40=&a2=r%20b",
                        List.of(),
                        Optional.of("c2&a3=2+q"),
                        algorithm -> new byte[0]);
        AuthorizationHeader header =
                AuthorizationHeader.parse(
                        List.of(
                                """
                                OAuth realm="Example", oauth_consumer_key="9djdj82h48djs9d2", \
                                oauth_token="kkk9d7dh3k39sjv7", \
                                oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131201", \
                                oauth_nonce="7d8f3e4a", \
                                oauth_signature="bYT5CMsGcbgUdFHObYMEfcx6bsw%3D\""""));

        assertThat(BaseString.of(request, header.signed(), 1))
                .isEqualTo(
                        "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3"
                                + "%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key"
                                + "%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26"
                                + "oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201"
                                + "%26oauth_token%3Dkkk9d7dh3k39sjv7");
    }

    @Test
    void parametersAreBoundedBeforeAnythingIsKnownOfTheSender() {
        form = Optional.of("a=b&".repeat(1000));
        refused(request("x"), "parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HMAC-SHA1", "HMAC-SHA256"})
    void whatIsSignedPasses(String method) throws Exception {
        parameters.put("oauth_signature_method", method);
        query = "a=1&b=%C3%A4+x";
        form = Optional.of("template=%3Ct%2F%3E");

        assertThat(oauth.check(signed(1))).isEqualTo("client");
    }

    @Test
    void anOldClientSignsTheQueryTwice() throws Exception {
        query = "a=1&b=2";

        assertThat(oauth.check(signed(2))).isEqualTo("client");
        parameters.put("oauth_nonce", "n2");
        refused(signed(3), "unknown, or its signature is wrong");
    }

    @Test
    void aNonceIsGoodForOnce() throws Exception {
        oauth.check(signed(1));
        refused(signed(1), "nonce was used");
    }

    @Test
    void onlyARightSignatureUsesUpTheNonce() throws Exception {
        String right = signature(1);
        refused(request("AAAA"), "signature is wrong");
        assertThat(oauth.check(request(right))).isEqualTo("client");
    }

    @Test
    void anotherClientMayUseTheSameNonce() throws Exception {
        OAuth two = new OAuth(Map.of("client", SECRET, "other", SECRET), at(NOW));
        two.check(signed(1));
        parameters.put("oauth_consumer_key", "other");
        assertThat(two.check(signed(1))).isEqualTo("other");
    }

    @ParameterizedTest
    @CsvSource({"-301,false", "-300,true", "300,true", "301,false", "-1700000000,false"})
    void aClockMayBeWrongByFiveMinutes(long distance, boolean passes) throws Exception {
        parameters.put("oauth_timestamp", String.valueOf(NOW + distance));
        if (passes) {
            oauth.check(signed(1));
        } else {
            refused(signed(1), "seconds from the time");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "oauth_consumer_key,,missing",
        "oauth_timestamp,,missing",
        "oauth_nonce,,missing",
        "oauth_consumer_key,stranger,unknown",
        "oauth_timestamp,yesterday,number",
        "oauth_timestamp,99999999999999999999,number",
        "oauth_timestamp,-5,number",
        "oauth_version,1.1,version",
        "oauth_token,t,tokens",
        "oauth_signature_method,PLAINTEXT,method",
        "oauth_body_hash,wrong,body hash",
    })
    void whatIsWrongIsRefused(String name, String value, String reason) throws Exception {
        if (value == null) {
            parameters.remove(name);
        } else {
            parameters.put(name, value);
        }
        refused(signed(1), reason);
    }

    @Test
    void aBodyHashThatFitsPasses() throws Exception {
        parameters.put(
                "oauth_body_hash",
                Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-1").digest(new byte[] {'{', '}'})));

        assertThat(oauth.check(signed(1))).isEqualTo("client");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic YTpi",
                "OAuth",
                "OAuth ",
                "OAuth oauth_nonce",
                "OAuth oauth_nonce=x",
                "OAuth oauth_nonce=\"x",
                "OAuth oauth_nonce=\"%zz\"",
                "OAuth oauth_nonce=\"%ff\"",
                "OAuth oauth_nonce=\"a\", oauth_nonce=\"b\""
            })
    void aBrokenFieldIsRefused(String field) {
        assertThatThrownBy(() -> oauth.check(request("GET", List.of(field))))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void twoFieldsAreRefused() throws Exception {
        String field = signed(1).authorization().get(0);
        refused(request("POST", List.of(field, field)), "More than one");
    }

    @Test
    void noncesAreForgottenWhenTheirTimeCannotPassAnyMore() throws Exception {
        Nonces nonces = new Nonces(2);
        nonces.use("a", 1000, 300);
        nonces.use("b", 1500, 300);
        assertThatThrownBy(() -> nonces.use("c", 1600, 300)).hasMessageContaining("too many");
        nonces.use("c", 1601, 300);
        nonces.use("a", 2102, 300);
    }

    @Test
    void noncesOutliveTheService(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("nonces");
        List<String> warnings = new ArrayList<>();
        after(file, warnings).check(signed(1));

        assertThatThrownBy(() -> after(file, warnings).check(signed(1)))
                .hasMessageContaining("used before");
        parameters.put("oauth_nonce", "n2");
        after(file, warnings).check(signed(1));
        Files.writeString(file, "nonsense\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> after(file, warnings).check(signed(1)))
                .hasMessageContaining("used before");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(file)).doesNotContain("client", "n1");
        assertThat(warnings).isEmpty();
    }

    /** A disk that is full, or a link in place of the file, keeps nobody out. */
    @Test
    void noncesThatCannotBeKeptAreWarnedOfOnce(@TempDir Path folder) throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("nonces"), folder.resolve("other"));
        List<String> warnings = new ArrayList<>();
        OAuth service = after(link, warnings);
        service.check(signed(1));
        parameters.put("oauth_nonce", "n2");
        service.check(signed(1));

        assertThat(warnings).singleElement().asString().contains("not remembered", "nonces");
        assertThat(folder.resolve("other")).doesNotExist();
    }

    private static OAuth after(Path file, List<String> warnings) {
        return new OAuth(Map.of("client", SECRET), at(NOW), new NonceFile(file, warnings::add));
    }

    @Test
    void timeDoesNotTellWhetherAClientIsKnown() throws Exception {
        // The same message, after the same work.
        parameters.put("oauth_consumer_key", "stranger");
        refused(signed(1), "The OAuth client is unknown, or its signature is wrong.");
        parameters.put("oauth_consumer_key", "client");
        refused(request("AAAA"), "The OAuth client is unknown, or its signature is wrong.");
    }

    @Test
    void aTimeInTheFutureKeepsItsNonceForThatLong() throws Exception {
        Clock[] clock = {at(NOW)};
        OAuth moving = new OAuth(Map.of("client", SECRET), new Moving(clock));
        parameters.put("oauth_timestamp", String.valueOf(NOW + 300));
        moving.check(signed(1));
        clock[0] = Clock.offset(clock[0], Duration.ofMinutes(10));
        assertThatThrownBy(() -> moving.check(signed(1))).hasMessageContaining("used before");
    }

    private void refused(SignedRequest request, String reason) {
        assertThatThrownBy(() -> oauth.check(request))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining(SECRET);
    }

    private SignedRequest signed(int queryTimes) throws Exception {
        return request(signature(queryTimes));
    }

    private String signature(int queryTimes) throws Exception {
        SignatureMethod method =
                parameters.getOrDefault("oauth_signature_method", "").equals("HMAC-SHA256")
                        ? SignatureMethod.HMAC_SHA256
                        : SignatureMethod.HMAC_SHA1;
        return method.sign(
                BaseString.of(
                        request("POST", List.of()), List.copyOf(parameters.entrySet()), queryTimes),
                SECRET);
    }

    private SignedRequest request(String signature) {
        String field =
                parameters.entrySet().stream()
                        .map(p -> p.getKey() + "=\"" + Escapes.encode(p.getValue()) + "\"")
                        .collect(
                                Collectors.joining(
                                        ", ",
                                        "OAuth ",
                                        ", oauth_signature=\"" + Escapes.encode(signature) + "\""));
        return request("POST", List.of(field));
    }

    private SignedRequest request(String method, List<String> authorization) {
        return new SignedRequest(
                method,
                "http",
                "localhost:8075",
                "/imagefactory/base_images",
                query,
                authorization,
                form,
                OAuthTest::digest);
    }

    private static byte[] digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm)
                    .digest("{}".getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Moving extends Clock {

        private final Clock[] clock;

        Moving(Clock[] clock) {
            this.clock = clock;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return clock[0].instant();
        }
    }
}
