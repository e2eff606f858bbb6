package org.imagefactory.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.Test;

/** What no front end told its users must not get to a build either. */
class RulesTest {

    private static final ImageSpec SPEC = Specs.spec(Specs.anHour());

    private static void assertBroken(ImageSpec spec, Field... fields) {
        assertThat(Rules.check(spec)).extracting(BrokenRule::field).containsExactly(fields);
    }

    @Test
    void anOrdinarySpecificationBreaksNone() {
        assertBroken(SPEC);
    }

    @Test
    void noBiosForArm() {
        ImageSpec arm = Copy.with(SPEC, "machine.arch", Architecture.ARM64);
        assertBroken(arm, Field.FIRMWARE);
        assertBroken(Copy.with(arm, "machine.firmware", Firmware.UEFI));
    }

    @Test
    void everyRuleAtOnce() {
        Verification half =
                Copy.with(
                        Copy.with(Verification.NONE, "mode", Verify.SIGNED),
                        "keyring",
                        Optional.of(Path.of("/k")));
        ImageSpec spec = Copy.with(SPEC, "mirrors", List.of(new Mirror(Specs.NETBOOT, half)));
        spec = Copy.with(spec, "machine.memory", new DataSize(1));
        spec = Copy.with(spec, "disk.size", new DataSize(1));
        spec = Copy.with(spec, "answerFile.file", Path.of("/with blank"));
        spec = Copy.with(spec, "installerProxy", Optional.of(InstallerProxy.parse("http://h:1")));
        spec = Copy.with(spec, "append", "mirror/http/proxy= ".repeat(200));
        assertBroken(
                spec,
                Field.VERIFY,
                Field.MEMORY,
                Field.DISK_SIZE,
                Field.ANSWER_FILE,
                Field.KERNEL_ARGUMENTS,
                Field.INSTALLER_PROXY);
    }
}
