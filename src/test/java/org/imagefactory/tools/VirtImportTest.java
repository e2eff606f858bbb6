package org.imagefactory.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.imagefactory.tools.VirtInstall.Accelerator;
import org.junit.jupiter.api.Test;

class VirtImportTest {

    private static final VirtInstall.Host HOST =
            new VirtInstall.Host(
                    "qemu:///session",
                    Accelerator.EMULATION,
                    OsinfoChooser.DETECT,
                    Path.of("/tmp/x/console"));
    private static final Path AGENT = Path.of("/tmp/x/agent");

    @Test
    void passesTheWholeMachine() {
        assertThat(VirtImport.command(boot("/out/overlay.qcow2"), HOST, AGENT).argv())
                .containsExactly(
                        "virt-install",
                        "--connect",
                        "qemu:///session",
                        "--name",
                        "mini-boot",
                        "--import",
                        "--wait",
                        "-1",
                        "--noautoconsole",
                        "--osinfo",
                        "detect=on,require=off",
                        "--virt-type",
                        "qemu",
                        "--vcpus",
                        "2",
                        "--cpu",
                        "mode=maximum",
                        "--memory",
                        "1024",
                        "--disk",
                        "path=/out/overlay.qcow2,bus=virtio,format=qcow2,cache=unsafe",
                        "--network",
                        "user,model=virtio",
                        "--rng",
                        "/dev/urandom",
                        "--memballoon",
                        "none",
                        "--channel",
                        "unix,path=/tmp/x/agent,mode=bind,target.type=virtio,"
                                + "target.name=org.qemu.guest_agent.0",
                        "--serial",
                        "unix,path=/tmp/x/console,mode=bind",
                        "--graphics",
                        "none",
                        "--video",
                        "none",
                        "--controller",
                        "usb,model=none",
                        "--boot",
                        "hd,bios.useserial=on");
    }

    @Test
    void quotesAFolderWithAComma() {
        assertThat(VirtImport.command(boot("/out,put/overlay.qcow2"), HOST, AGENT).argv())
                .contains("path=\"/out,put/overlay.qcow2\",bus=virtio,format=qcow2,cache=unsafe");
    }

    @Test
    void givesUpAfterTheTesterDoes() {
        assertThat(VirtImport.command(boot("/o"), HOST, AGENT).timeLimit())
                .isGreaterThan(Duration.ofMinutes(10));
    }

    private static VirtImport.Boot boot(String disk) {
        return new VirtImport.Boot(
                "mini-boot", Path.of(disk), Specs.machine(), false, Duration.ofMinutes(10));
    }
}
