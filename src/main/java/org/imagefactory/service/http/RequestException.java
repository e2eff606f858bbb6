package org.imagefactory.service.http;

import java.util.Map;

/** A request that is refused. */
public final class RequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final String sentence;
    private final transient Map<String, String> headers;

    /**
     * @param message one sentence for the client, without a secret
     */
    public RequestException(Fault fault, String message) {
        this(fault, message, Map.of());
    }

    /**
     * @param headers further fields of the answer
     */
    public RequestException(Fault fault, String message, Map<String, String> headers) {
        super(message);
        this.fault = fault;
        this.sentence = message;
        this.headers = Map.copyOf(headers);
    }

    /** For the client. */
    public String sentence() {
        return sentence;
    }

    public Fault fault() {
        return fault;
    }

    /** Further fields of the answer. */
    public Map<String, String> headers() {
        return headers;
    }
}
