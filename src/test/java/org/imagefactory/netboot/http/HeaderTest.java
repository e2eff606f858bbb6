package org.imagefactory.netboot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import okhttp3.HttpUrl;
import org.imagefactory.netboot.cache.Validators;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.fetch.RetryPolicy;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.spec.SourceUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small rules of HTTP and URIs. */
class HeaderTest {

    private static final String DATE = "Sun, 22 Nov 2026 10:00:00 GMT";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes */100",
                "bytes 5-4/10",
                "bytes 0-10/10",
                "items 0-1/2",
                "bytes 0-/5",
                "bytes 0-99999999999999999999/*"
            })
    void senselessRanges(String field) {
        assertThat(ContentRange.parse(field)).isEmpty();
    }

    @Test
    void ranges() {
        assertThat(ContentRange.parse(null)).isEmpty();
        ContentRange range = ContentRange.parse(" bytes 50-99/100 ").orElseThrow();
        assertThat(range.isRestFrom(50)).isTrue();
        assertThat(range.isRestFrom(49)).isFalse();
        assertThat(ContentRange.parse("bytes 50-98/100").orElseThrow().isRestFrom(50)).isFalse();
        assertThat(ContentRange.parse("bytes 50-98/*").orElseThrow().isRestFrom(50)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | 120",
                "0 | 0",
                "-5 | 0",
                "soon | 0",
                "'' | 0",
                "Sun, 22 Nov 2026 10:00:30 GMT | 30",
                "Sun, 22 Nov 2026 09:00:00 GMT | 0",
            })
    void retryAfter(String field, long seconds) {
        Clock clock = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
        assertThat(RetryAfter.parse(field, clock)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(RetryAfter.parse(null, clock)).isZero();
    }

    @Test
    void onlyStrongValidatorsAllowToGoOn() {
        assertThat(Validators.of("\"a\"", DATE, DATE).ifRange()).contains("\"a\"");
        assertThat(Validators.of("W/\"a\"", DATE, "Sun, 22 Nov 2026 11:00:00 GMT").ifRange())
                .isEmpty();
        assertThat(Validators.of(null, DATE, "Sun, 22 Nov 2026 10:00:01 GMT").ifRange())
                .contains(DATE);
        assertThat(Validators.of(null, DATE, DATE).ifRange()).isEmpty();
        assertThat(Validators.of(null, DATE, null).ifRange()).isEmpty();
        assertThat(Validators.of(null, "yesterday", DATE).ifRange()).isEmpty();
        assertThat(Validators.of(null, null, DATE).ifRange()).isEmpty();
    }

    @Test
    void redirectsKeepToHttpAndDoNotLoseSecurity() throws Exception {
        HttpUrl secure = HttpUrl.get("https://m.example/a/linux");
        HttpUrl plain = HttpUrl.get("http://m.example/a/linux");
        assertThat(Redirects.target(secure, "../b/linux"))
                .isEqualTo(HttpUrl.get("https://m.example/b/linux"));
        assertThat(Redirects.target(plain, "https://n.example/linux").isHttps()).isTrue();
        assertThatThrownBy(() -> Redirects.target(secure, "http://joe:pw@n.example/linux"))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("from https to http://********@n.example/linux");
        assertThatThrownBy(() -> Redirects.target(plain, "ftp://n.example/linux"))
                .isInstanceOf(FetchException.class);
        assertThat(Redirects.sameOrigin(secure, plain)).isFalse();
        assertThat(Redirects.sameOrigin(plain, HttpUrl.get("http://m.example:80/x"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/linux, http://h/linux, linux",
        "http://u:p@h/a@b/linux?x=1, http://********@h/a@b/linux?x=1, linux",
        "rsync://u@h/m/vmlinuz, rsync://********@h/m/vmlinuz, vmlinuz",
        "http://h/.hidden, http://h/.hidden, linux",
        "http://h/?file=linux, http://h/?file=linux, linux",
    })
    void names(String uri, String display, String fileName) {
        RemoteFile file = new RemoteFile(Role.LINUX, SourceUri.parse(uri));
        assertThat(file.display()).isEqualTo(display);
        assertThat(file.fileName()).isEqualTo(fileName);
        assertThat(file.identity()).isEqualTo(display.replace("********@", ""));
    }

    @Test
    void pausesGrowAndStopGrowing() {
        RetryPolicy policy = RetryPolicy.DEFAULT;
        for (int i = 0; i < 100; i++) {
            assertThat(policy.delay(1, Duration.ZERO)).isBetween(millis(500), millis(1000));
            assertThat(policy.delay(3, Duration.ZERO)).isBetween(millis(2000), millis(4000));
            assertThat(policy.delay(60, Duration.ZERO)).isBetween(millis(15000), millis(30000));
        }
        assertThat(policy.delay(1, Duration.ofSeconds(7))).hasSeconds(7);
        assertThat(policy.delay(1, Duration.ofDays(7))).hasMinutes(2);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
