package org.imagefactory.lifecycle.callback;

import java.util.Optional;

/**
 * How those who asked for it are told.
 *
 * @param signature of each message; empty for none
 * @param everywhere whether addresses of the own link and of metadata services are told, too
 */
public record CallbackRules(Optional<Signature> signature, boolean everywhere) {

    /** Without a signature, and not everywhere. */
    public static final CallbackRules PLAIN = new CallbackRules(Optional.empty(), false);
}
