package org.imagefactory.netboot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.imagefactory.netboot.fetch.FetchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateFailureTest {

    /** As the Java platform nests them. */
    private static IOException handshake(Throwable reason) {
        CertPathValidatorException path = new CertPathValidatorException("path failed", reason);
        return (IOException)
                new SSLHandshakeException("PKIX " + path)
                        .initCause(new CertificateException(path.toString(), path));
    }

    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of(
                        handshake(new CertificateExpiredException("NotAfter: Mon Nov 30")),
                        "it, or one above it, has expired"),
                Arguments.of(
                        handshake(new CertificateNotYetValidException("NotBefore: Mon Nov 30")),
                        "it, or one above it, is not valid yet"),
                Arguments.of(
                        handshake(new CertPathBuilderException("unable to find valid path")),
                        "nobody has signed it whom this host trusts"),
                Arguments.of(
                        handshake(new CertPathValidatorException("SHA1withRSA is too weak")),
                        "SHA1withRSA is too weak"),
                Arguments.of(
                        new SSLPeerUnverifiedException(
                                "Hostname h not verified:\n    certificate: sha256/MBy="),
                        "it is for another host"));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void theReasonIsTold(IOException failure, String reason) {
        FetchException told = CertificateFailure.of(failure, " (via)").orElseThrow();

        assertThat(told)
                .hasMessage("the server's certificate is not trusted: " + reason + " (via)")
                .hasCause(failure);
        assertThat(told.kind()).isEqualTo(FetchException.Kind.FINAL);
        assertThat(told.getMessage()).doesNotContain("java.", "Exception", "\n");
    }

    @Test
    void otherFailuresAreNone() {
        assertThat(CertificateFailure.of(new SSLException("closed"), "")).isEmpty();
        assertThat(CertificateFailure.of(new IOException(new CertificateException()), ""))
                .isEmpty();
        SSLException ring = new SSLException("a");
        ring.initCause(new IOException(ring));
        assertThat(CertificateFailure.of(ring, "")).isEmpty();
    }
}
