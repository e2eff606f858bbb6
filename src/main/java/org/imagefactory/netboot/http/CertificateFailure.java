package org.imagefactory.netboot.http;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.fetch.FetchException.Kind;

/** Says why a server's certificate is not trusted; the Java platform names classes. */
final class CertificateFailure {

    private static final String CLOCK = "check this host's clock, or use another mirror";

    /** No chain of causes is that long, unless it is a ring. */
    private static final int LONGEST = 20;

    private CertificateFailure() {}

    /**
     * @param via " through the proxy …", or empty
     * @return empty if it is another failure
     */
    static Optional<FetchException> of(IOException failure, String via) {
        if (failure instanceof SSLPeerUnverifiedException) {
            return told(
                    failure,
                    "it is for another host" + via,
                    "check the URL, or use another mirror");
        }
        if (!(failure instanceof SSLException) || !has(failure, CertificateException.class)) {
            return Optional.empty();
        }
        if (has(failure, CertificateExpiredException.class)) {
            return told(failure, "it, or one above it, has expired" + via, CLOCK);
        }
        if (has(failure, CertificateNotYetValidException.class)) {
            return told(failure, "it, or one above it, is not valid yet" + via, CLOCK);
        }
        if (!has(failure, CertPathBuilderException.class)) {
            return told(
                    failure,
                    ServerText.of(String.valueOf(deepest(failure).getMessage())) + via,
                    "tell who runs the server, or use another mirror");
        }
        return told(
                failure,
                "nobody has signed it whom this host trusts" + via,
                "if it is right, add the certificate of its authority to those of this host (packages"
                        + " ca-certificates and ca-certificates-java)");
    }

    private static Optional<FetchException> told(
            IOException failure, String reason, String advice) {
        FetchException exception =
                new FetchException(
                        Kind.FINAL, "the server's certificate is not trusted: " + reason, advice);
        exception.initCause(failure);
        return Optional.of(exception);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        return causes(failure).anyMatch(kind::isInstance);
    }

    private static Throwable deepest(Throwable failure) {
        return causes(failure).reduce(failure, (before, cause) -> cause);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(LONGEST);
    }
}
