package org.imagefactory.preflight;

import java.util.Optional;

/** Tells whether KVM can really be used on this host. */
@FunctionalInterface
public interface KvmUse {

    /** Why it cannot; empty when it can. */
    Optional<String> obstacle() throws InterruptedException;
}
