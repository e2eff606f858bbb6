package org.imagefactory.clouds.http;

import java.util.Set;

/** What differs between clouds in how requests are made and when they are made again. */
public interface WebRules {

    /** Those of most servers. */
    WebRules USUAL = new WebRules() {};

    /** Answers that a server gives while it has too much to do. */
    Set<Integer> PASSING = Set.of(429, 502, 503, 504);

    /** The request as it is sent; asked before every try, for signatures that grow old. */
    default WebRequest prepared(WebRequest request) {
        return request;
    }

    /** Whether a server may answer something else after a pause, and has done nothing yet. */
    default boolean isPassing(WebAnswer answer) {
        return PASSING.contains(answer.status());
    }
}
