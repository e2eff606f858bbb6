package org.imagefactory.preflight;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.ImageSpec;

/** Memory for the machine. */
final class MemoryCheck implements Check {

    private final Path memoryInfo;

    MemoryCheck(Path memoryInfo) {
        this.memoryInfo = memoryInfo;
    }

    @Override
    public List<Finding> look(ImageSpec spec) {
        if (!spec.machine().isLocal()) {
            return List.of();
        }
        try {
            return List.of(judge(spec.machine().memory(), HostMemory.read(memoryInfo)));
        } catch (IOException e) {
            return List.of(Finding.warning("cannot tell the free memory: " + e.getMessage(), ""));
        }
    }

    private static Finding judge(DataSize wanted, HostMemory host) {
        if (wanted.bytes() > host.total().bytes()) {
            return Finding.hostError(
                    "the machine gets %s of memory, but this host has only %s"
                            .formatted(wanted, host.total()),
                    "set '%s' to less".formatted(Field.MEMORY));
        }
        String text =
                "%s of memory available, the machine gets %s".formatted(host.available(), wanted);
        return wanted.bytes() <= host.available().bytes()
                ? Finding.ok(text)
                : Finding.warning(
                        text, "set '%s' to less or end other programs".formatted(Field.MEMORY));
    }
}
