package org.imagefactory.service.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.HostPort;
import org.imagefactory.error.PrintableText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between the server's requests and ours. */
final class Dispatcher extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** The server takes escaped dots for a way up; a name of ours has none. */
    private static final Pattern HIDDEN_DOTS =
            Pattern.compile("/(%2e[.]?|[.]?%2e|%2e%2e)(/|$)", Pattern.CASE_INSENSITIVE);

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Responder responder;
    private final Witness witness;
    private final SlowHeads slowHeads;
    private final Path temporary;
    private final Semaphore large;

    /**
     * @param temporary folder for bodies that are too large for memory
     * @param large permits of work that takes a lot of memory
     */
    Dispatcher(
            Responder responder,
            Witness witness,
            SlowHeads slowHeads,
            Path temporary,
            Semaphore large) {
        this.responder = responder;
        this.witness = witness;
        this.slowHeads = slowHeads;
        this.temporary = temporary;
        this.large = large;
    }

    /** From now on each request is told to come back later. */
    void refuseAll() {
        stopping.set(true);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        slowHeads.arrived(request);
        RequestBody body = new RequestBody(temporary, large);
        ServiceRequest ours = convert(request, body);
        response.getHeaders().put(RequestId.HEADER, ours.id());
        Callback whenDone = Callback.from(callback, () -> release(body, request));
        Optional<RequestException> refusal = unreadable(ours);
        if (stopping.get()) {
            refusal = Optional.of(new RequestException(Fault.STOPPING, "The service is stopping."));
        }
        if (refusal.isPresent()) {
            refuse(refusal.get(), ours, request, response, whenDone);
            return true;
        }
        new Receiver(
                        request,
                        body,
                        () -> answer(ours, request, response, whenDone),
                        reason -> refuse(reason, ours, request, response, whenDone))
                .receive();
        return true;
    }

    /** Codings of bodies that nobody here takes away, and paths that look like other ones. */
    private static Optional<RequestException> unreadable(ServiceRequest request) {
        if (HIDDEN_DOTS.matcher(request.path()).find()) {
            return Optional.of(
                    new RequestException(Fault.NOT_FOUND, "There is nothing at this path."));
        }
        String transfer = request.header("Transfer-Encoding").orElse("chunked").strip();
        if (!transfer.equalsIgnoreCase("chunked")) {
            return Optional.of(
                    new RequestException(
                            Fault.TRANSFER_CODING, "The only transfer coding here is chunked."));
        }
        String content = request.header("Content-Encoding").orElse("identity").strip();
        return content.equalsIgnoreCase("identity")
                ? Optional.empty()
                : Optional.of(
                        new RequestException(
                                Fault.CONTENT_TYPE, "A body may have no content coding here."));
    }

    private void release(RequestBody body, Request request) {
        slowHeads.answered(request);
        try {
            body.close();
        } catch (IOException e) {
            LOG.warn("the body of a request could not be removed: {}", e.getMessage());
        }
    }

    private void answer(ServiceRequest ours, Request request, Response response, Callback done) {
        Answer answer;
        try {
            if (ours.body().isLarge()) {
                ours.body().enterLarge();
            }
            answer = responder.answer(ours);
        } catch (RequestException e) {
            refuse(e, ours, request, response, done);
            return;
        } catch (OutOfMemoryError e) {
            LOG.error("{} {}: the memory does not suffice for this request", ours.id(), ours);
            refuse(
                    new RequestException(
                            Fault.STOPPING,
                            "There is not enough memory for this request; IMAGE_FACTORY_HEAP of"
                                    + " the service sets how much it takes."),
                    ours,
                    request,
                    response,
                    done);
            return;
        } catch (Exception | StackOverflowError e) {
            LOG.error("{} {}: a bug, please report it", ours.id(), ours, e);
            RequestException bug =
                    new RequestException(
                            Fault.INTERNAL,
                            "This is a bug in imagefactoryd; its log has more under the request "
                                    + ours.id()
                                    + ".");
            refuse(bug, ours, request, response, done);
            return;
        } finally {
            ours.body().leaveLarge();
        }
        send(answer, ours, request, response, done);
    }

    /** The rest of the body is not read: the connection ends with this answer. */
    private void refuse(
            RequestException refusal,
            ServiceRequest ours,
            Request request,
            Response response,
            Callback done) {
        if (refusal.fault() == Fault.TOO_LARGE
                || refusal.fault() == Fault.SLOW_BODY
                || refusal.fault() == Fault.TRANSFER_CODING
                || refusal.fault() == Fault.STOPPING) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        LOG.info(
                "{} {} from {}: {} {}",
                ours.id(),
                ours,
                ours.remote(),
                refusal.fault().status(),
                PrintableText.of(refusal.sentence()));
        send(
                ErrorBody.of(refusal, ours.fields("Accept"), ours.id()),
                ours,
                request,
                response,
                done);
    }

    private void send(
            Answer answer, ServiceRequest ours, Request request, Response response, Callback done) {
        witness.answered(
                ours,
                answer.status(),
                Duration.ofNanos(System.nanoTime() - request.getBeginNanoTime()));
        Sender.send(answer, request, response, done);
    }

    private static ServiceRequest convert(Request request, RequestBody body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.computeIfAbsent(field.getLowerCaseName(), any -> new ArrayList<>())
                    .add(Optional.ofNullable(field.getValue()).orElse(""));
        }
        return new ServiceRequest(
                RequestId.of(Optional.ofNullable(request.getHeaders().get(RequestId.HEADER))),
                request.getMethod().toUpperCase(Locale.ROOT),
                request.isSecure() ? "https" : "http",
                host(request),
                Optional.ofNullable(request.getHttpURI().getPath()).orElse("/"),
                Optional.ofNullable(request.getHttpURI().getDecodedPath()).orElse("/"),
                Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""),
                headers,
                Request.getRemoteAddr(request),
                body);
    }

    /** The field Host as it was sent, unless the request has a whole address with another host. */
    private static String host(Request request) {
        String field = Optional.ofNullable(request.getHeaders().get(HttpHeader.HOST)).orElse("");
        HttpURI target = request.getHttpURI();
        if (field.isBlank() || target.getHost() == null) {
            return field.isBlank() ? reached(request) : field;
        }
        HostPort named = new HostPort(field);
        int usual = request.isSecure() ? 443 : 80;
        boolean same =
                named.getHost().equalsIgnoreCase(target.getHost())
                        && named.getPort(usual)
                                == (target.getPort() > 0 ? target.getPort() : usual);
        return same ? field : target.getAuthority();
    }

    private static String reached(Request request) {
        SocketAddress local = request.getConnectionMetaData().getLocalSocketAddress();
        return local instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress() + ":" + address.getPort()
                : "localhost";
    }
}
