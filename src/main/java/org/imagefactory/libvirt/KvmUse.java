package org.imagefactory.libvirt;

import java.util.Optional;
import org.imagefactory.spec.Architecture;

/** Tells whether KVM can really be used on this host. */
@FunctionalInterface
interface KvmUse {

    /** Why it cannot, for a machine with these processors; empty when it can. */
    Optional<String> obstacle(Architecture processors) throws InterruptedException;
}
