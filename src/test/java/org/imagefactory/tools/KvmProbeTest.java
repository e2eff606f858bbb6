package org.imagefactory.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.imagefactory.exec.CommonsExecRunner;
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
    void leavesNothingBehind(@TempDir Path folder) throws Exception {
        new KvmProbe(new CommonsExecRunner(Map.of()), folder).obstacle();

        assertThat(folder).isEmptyDirectory();
    }
}
