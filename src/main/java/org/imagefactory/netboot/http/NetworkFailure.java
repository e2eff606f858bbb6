package org.imagefactory.netboot.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.fetch.FetchException.Kind;
import org.imagefactory.netboot.fetch.TransferLimits;
import org.imagefactory.spec.Field;
import org.jspecify.annotations.Nullable;

/** Says in the user's words what went wrong on the way to a server. */
final class NetworkFailure {

    private static final String CHECK_NETWORK =
            "check the network, the proxy variables and the mirror; "
                    + Field.OFFLINE
                    + " uses the cached files";

    private NetworkFailure() {}

    /**
     * @param via " through the proxy …", or empty
     */
    static FetchException of(IOException failure, String via, TransferLimits limits) {
        if (failure instanceof UnknownHostException) {
            return unreachable("the host name cannot be resolved" + via, failure);
        }
        if (failure instanceof SocketTimeoutException) {
            return unreachable(timeout(failure, limits) + via, failure);
        }
        if (failure instanceof NoRouteToHostException) {
            return unreachable("no route to the host" + via, failure);
        }
        if (failure instanceof ConnectException) {
            return unreachable(connect(failure) + via, failure);
        }
        if (isUntrusted(failure)) {
            return failed(
                    Kind.FINAL,
                    "the server's certificate is not trusted: " + reason(failure) + via,
                    "check the clock of this host and its CA certificates",
                    failure);
        }
        return failed(
                Kind.TRANSIENT,
                "the transfer broke: " + reason(failure) + via,
                "try again later, or use another mirror",
                failure);
    }

    private static FetchException unreachable(String problem, IOException failure) {
        return failed(Kind.UNREACHABLE, problem, CHECK_NETWORK, failure);
    }

    private static FetchException failed(
            Kind kind, String problem, String advice, IOException failure) {
        FetchException exception = new FetchException(kind, problem, advice);
        exception.initCause(failure);
        return exception;
    }

    private static String timeout(IOException failure, TransferLimits limits) {
        String message = reason(failure);
        boolean connecting = message.contains("onnect");
        return connecting
                ? "no connection within %d s".formatted(limits.connect().toSeconds())
                : "the server said nothing for %.1f s"
                        .formatted(limits.silence().toMillis() / 1000.0);
    }

    private static String connect(IOException failure) {
        Throwable root = failure.getCause() == null ? failure : failure.getCause();
        String message = String.valueOf(root.getMessage());
        return message.contains("refused")
                ? "connection refused"
                : "no connection: " + ServerText.of(message);
    }

    private static boolean isUntrusted(IOException failure) {
        if (failure instanceof SSLPeerUnverifiedException) {
            return true;
        }
        @Nullable Throwable cause = failure instanceof SSLException ? failure : null;
        while (cause != null && !(cause instanceof CertificateException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private static String reason(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : ServerText.of(message);
    }
}
