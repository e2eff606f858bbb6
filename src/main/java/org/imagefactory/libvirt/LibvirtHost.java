package org.imagefactory.libvirt;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.spec.Architecture;

/**
 * What the engine is told of this host.
 *
 * @param runner starts programs
 * @param environment of the builder
 * @param temporaryFolder for short-lived sockets
 * @param processors of it; empty if images cannot be built for them
 * @param defaultConnection libvirt's connection where an image names none
 */
record LibvirtHost(
        ProcessRunner runner,
        Map<String, String> environment,
        Path temporaryFolder,
        Optional<Architecture> processors,
        String defaultConnection) {

    LibvirtHost {
        environment = Map.copyOf(environment);
    }
}
