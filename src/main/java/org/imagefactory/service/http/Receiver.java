package org.imagefactory.service.http;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Takes in a body as it arrives; no thread waits for it. */
final class Receiver {

    /** However steadily a body arrives, it has to be there by then. */
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Request request;
    private final RequestBody body;
    private final Runnable whole;
    private final Consumer<RequestException> refused;
    private final long begin = System.nanoTime();

    /**
     * @param whole run when it has arrived
     * @param refused hears why it is not taken
     */
    Receiver(
            Request request, RequestBody body, Runnable whole, Consumer<RequestException> refused) {
        this.request = request;
        this.body = body;
        this.whole = whole;
        this.refused = refused;
    }

    void receive() {
        if (request.getLength() > RequestBody.LONGEST) {
            refused.accept(tooLarge());
            return;
        }
        for (Content.Chunk chunk = request.read(); ; chunk = request.read()) {
            if (chunk == null) {
                request.demand(this::receive);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                refused.accept(broken(chunk.getFailure()));
                return;
            }
            boolean last = chunk.isLast();
            try {
                take(chunk);
                if (last) {
                    body.complete();
                }
            } catch (RequestException e) {
                refused.accept(e);
                return;
            } catch (IOException e) {
                refused.accept(
                        new RequestException(
                                Fault.STOPPING, "There is no room for the body just now."));
                return;
            }
            if (last) {
                whole.run();
                return;
            }
        }
    }

    private void take(Content.Chunk chunk) throws IOException, RequestException {
        try {
            if (body.length() + chunk.remaining() > RequestBody.LONGEST) {
                throw tooLarge();
            }
            if (System.nanoTime() - begin > LONGEST_NANOS) {
                throw new RequestException(
                        Fault.SLOW_BODY, "The body did not arrive within ten minutes.");
            }
            body.add(chunk.getByteBuffer());
        } finally {
            chunk.release();
        }
    }

    private static RequestException broken(Throwable reason) {
        return reason instanceof TimeoutException
                ? new RequestException(Fault.SLOW_BODY, "The body did not arrive in time.")
                : new RequestException(Fault.BAD_REQUEST, "The body did not arrive as announced.");
    }

    private static RequestException tooLarge() {
        return new RequestException(
                Fault.TOO_LARGE,
                "The body is larger than %d MiB.".formatted(RequestBody.LONGEST >> 20));
    }
}
