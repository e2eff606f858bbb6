package org.imagefactory.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.spec.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KvmProbeTest {

    /** Runs the boot sector for real: under emulation it has to pass everywhere. */
    @Test
    void theBootSectorReachesLongModeAndEndsTheMachine(@TempDir Path folder) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("a, b")).resolve("probe.raw");
        Files.write(disk, KvmProbe.bootSector());

        int status =
                new CommonsExecRunner(Map.of())
                        .run(KvmProbe.command("tcg", "qemu64", disk))
                        .exitStatus();

        assertThat(status).isEqualTo(85);
    }

    @Test
    void knowsThatAnotherProcessorHasNoKvm(@TempDir Path folder) throws Exception {
        RecordingRunner runner = new RecordingRunner();
        KvmProbe pc = new KvmProbe(runner, folder, Optional.of(Architecture.AMD64));
        assertThat(pc.obstacle(Architecture.ARM64))
                .contains("the image is for arm64, this host is amd64");
        assertThat(pc.foreign(Architecture.AMD64)).isEmpty();
        KvmProbe other = new KvmProbe(runner, folder, Optional.empty());
        assertThat(other.obstacle(Architecture.AMD64))
                .contains("the image is for amd64, this host is something else");
        assertThat(runner.commands()).isEmpty();
    }

    @Test
    void leavesNothingBehind(@TempDir Path folder) throws Exception {
        new KvmProbe(new CommonsExecRunner(Map.of()), folder, Optional.of(Architecture.AMD64))
                .obstacle(Architecture.AMD64);

        assertThat(folder).isEmptyDirectory();
    }
}
