package org.imagefactory.netboot.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.fetch.FetchException.Kind;
import org.imagefactory.netboot.fetch.TransferLimits;
import org.imagefactory.spec.Field;

/** Says in the user's words what went wrong on the way to a server. */
final class NetworkFailure {

    private static final String CHECK_NETWORK =
            "check the network, the proxy variables and the mirror; "
                    + Field.OFFLINE
                    + " uses the cached files";

    /** The status for it (RFC 9110 §15.5.8). */
    static final int PROXY_CREDENTIALS = 407;

    static final String PROXY_ADVICE =
            "the proxy wants a user name and password: put them into the variable";

    /** How the Java platform, and OkHttp, tell it; there is nothing else to know it by. */
    private static final String NO_TLS = "Unsupported or unrecognized SSL message";

    private static final String NO_CREDENTIALS = "Failed to authenticate with proxy";
    private static final Pattern TUNNEL_REFUSED =
            Pattern.compile("Unexpected response code for CONNECT: ([0-9]{3})");

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
        Optional<FetchException> certificate = CertificateFailure.of(failure, via);
        if (certificate.isPresent()) {
            return certificate.get();
        }
        if (reason(failure).startsWith(NO_TLS)) {
            return failed(
                    Kind.FINAL,
                    "the server does not speak TLS" + via,
                    "check the port, or write http for https",
                    failure);
        }
        return tunnel(failure, via).orElseGet(() -> broken(failure, via));
    }

    private static FetchException broken(IOException failure, String via) {
        return failed(
                Kind.TRANSIENT,
                "the transfer broke: " + reason(failure) + via,
                "try again later, or use another mirror",
                failure);
    }

    /** The proxy of an https URL says no before a server is asked. */
    private static Optional<FetchException> tunnel(IOException failure, String via) {
        Matcher answer = TUNNEL_REFUSED.matcher(reason(failure));
        boolean credentials = reason(failure).equals(NO_CREDENTIALS);
        if (!credentials && !answer.matches()) {
            return Optional.empty();
        }
        String code = credentials ? String.valueOf(PROXY_CREDENTIALS) : answer.group(1);
        boolean refused = code.startsWith("4");
        return Optional.of(
                failed(
                        refused ? Kind.FINAL : Kind.TRANSIENT,
                        "the proxy answered " + code + via,
                        credentials
                                ? PROXY_ADVICE
                                : refused
                                        ? "the proxy does not let this host there: ask who runs it"
                                        : "try again later, or use another mirror",
                        failure));
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

    private static String reason(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : ServerText.of(message);
    }
}
