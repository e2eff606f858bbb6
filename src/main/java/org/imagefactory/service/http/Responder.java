package org.imagefactory.service.http;

/** Answers requests, on many threads at a time. */
@FunctionalInterface
public interface Responder {

    /**
     * @throws RequestException it is refused
     * @throws Exception a bug, told the client without its text
     */
    Answer answer(ServiceRequest request) throws Exception;
}
