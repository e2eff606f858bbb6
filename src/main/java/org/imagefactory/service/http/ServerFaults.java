package org.imagefactory.service.http;

import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.imagefactory.error.PrintableText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in our words what the server itself refuses: heads that are broken or too long. */
final class ServerFaults implements Request.Handler {

    private static final Logger LOG = LoggerFactory.getLogger(ServerFaults.class);

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
        Fault fault = Fault.ofStatus(status);
        String text =
                fault == Fault.BAD_REQUEST && message != null
                        ? "The request is broken: %s.".formatted(message)
                        : fault.meaning();
        String id = RequestId.of(Optional.ofNullable(request.getHeaders().get(RequestId.HEADER)));
        response.getHeaders().put(RequestId.HEADER, id);
        // What the client sent instead of a head is none of the log's business.
        LOG.info(
                "{} from {}: {} {}",
                id,
                Request.getRemoteAddr(request),
                status,
                PrintableText.of(text));
        Answer answer =
                ErrorBody.of(
                        new RequestException(fault, text),
                        request.getHeaders().getValuesList(HttpHeader.ACCEPT),
                        id);
        Sender.send(
                new Answer(status, answer.headers(), answer.content()),
                request,
                response,
                callback);
        return true;
    }
}
