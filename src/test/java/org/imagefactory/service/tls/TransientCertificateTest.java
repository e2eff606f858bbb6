package org.imagefactory.service.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransientCertificateTest {

    @TempDir Path folder;

    private static Credentials make(Clock clock) throws Exception {
        return TransientCertificate.make(
                "build.example.org",
                List.of("localhost", "build.example.org"),
                List.of(
                        address(127, 0, 0, 1),
                        address(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
                clock);
    }

    private static InetAddress address(int... bytes) throws Exception {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        return InetAddress.getByAddress(raw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-verify_hostname localhost",
                "-verify_hostname build.example.org",
                "-verify_ip 127.0.0.1",
                "-verify_ip 2001:db8::1"
            })
    void opensslTrustsItForItsNames(String name) throws Exception {
        X509Certificate certificate = make(Clock.systemUTC()).chain().get(0);
        Path pem = folder.resolve("cert.pem");
        Files.writeString(
                pem,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");

        Process openssl =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "openssl verify -x509_strict -purpose sslserver "
                                        + name
                                        + " -CAfile cert.pem cert.pem && openssl x509 -noout -text"
                                        + " -in cert.pem")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(openssl.waitFor()).as(said).isZero();
        assertThat(said)
                .contains("cert.pem: OK")
                .contains("ecdsa-with-SHA256")
                .contains("prime256v1")
                .contains("Subject: CN = build.example.org")
                .containsPattern(
                        "DNS:build.example.org, DNS:localhost, IP Address:127.0.0.1, IP"
                                + " Address:2001:DB8:0:0:0:0:0:1");
    }

    @Test
    void itIsGoodForAYearAndAnotherOneEachTime() throws Exception {
        Clock clock = Clock.systemUTC();
        Credentials made = make(clock);
        X509Certificate certificate = made.chain().get(0);

        certificate.checkValidity();
        assertThat(certificate.getNotAfter().toInstant())
                .isAfter(clock.instant().plus(Duration.ofDays(364)))
                .isBefore(clock.instant().plus(Duration.ofDays(367)));
        assertThat(made.fingerprint()).isNotEqualTo(make(clock).fingerprint());
        assertThat(made.keyStore(new char[] {'x'}).isKeyEntry("imagefactoryd")).isTrue();
    }
}
