package org.imagefactory.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.RecordingRunner;
import org.junit.jupiter.api.Test;

class VirshTest {

    private static final String VIRSH = "virsh --connect qemu:///session ";

    private final RecordingRunner runner = new RecordingRunner();
    private final Virsh virsh = new Virsh(runner, "qemu:///session");

    @Test
    void removesNothingWhereNothingIs() throws Exception {
        runner.printing("list --all --name", "other", "mine-too", "");

        virsh.remove("mine");

        assertThat(runner.lines()).containsExactly(VIRSH + "list --all --name");
    }

    @Test
    void destroysAndUndefines() throws Exception {
        runner.printing("list --all --name", "mine");
        runner.failing("destroy", 1, "error: Requested operation is not valid");

        virsh.remove("mine");

        assertThat(runner.lines())
                .containsExactly(
                        VIRSH + "list --all --name",
                        VIRSH + "destroy mine",
                        VIRSH + "undefine --nvram mine");
    }

    @Test
    void acceptsAMachineThatVanishesWhenItIsDestroyed() throws Exception {
        runner.printing("list --all --name");
        runner.once("list --all --name", RecordingRunner.print("mine"));
        runner.failing("undefine", 1, "error: failed to get domain 'mine'");

        virsh.remove("mine");
    }

    @Test
    void tellsOfAMachineThatStays() {
        runner.printing("list --all --name", "mine");
        runner.failing("undefine", 1, "error: busy");

        assertThatThrownBy(() -> virsh.remove("mine"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("busy");
    }

    @Test
    void readsTheDefinition() throws Exception {
        runner.printing("dumpxml mine", "<domain>", "</domain>");

        assertThat(virsh.definition("mine")).isEqualTo("<domain>\n</domain>\n");
        assertThat(runner.lines()).containsExactly(VIRSH + "dumpxml mine");
    }

    @Test
    void takesAScreenshot() throws Exception {
        virsh.screenshot("mine", Path.of("/x/y z.png"));

        assertThat(runner.lines()).containsExactly(VIRSH + "screenshot mine --file '/x/y z.png'");
    }

    @Test
    void readsStatistics() throws Exception {
        runner.printing(
                "domstats",
                "Domain: 'mine'",
                "  state.state=3",
                "  state.reason=5",
                "  vcpu.0.delay=50",
                "  vcpu.1.time=90",
                "  vcpu.1.delay=70",
                "  block.count=2",
                "  block.0.path=/x/block.0.rd.bytes=7",
                "  block.0.rd.reqs=1",
                "  block.0.rd.bytes=512",
                "  block.0.wr.bytes=1000",
                "  block.1.rd.bytes=30",
                "  block.1.wr.bytes=99999999999999999999");

        DomainStats stats = virsh.stats("mine").orElseThrow();

        assertThat(stats).isEqualTo(new DomainStats(3, 5, 1542, 1000, 70));
        assertThat(stats.stoppedByIoError()).isTrue();
    }

    @Test
    void hasNoStatisticsOfNoMachine() throws Exception {
        runner.failing("virsh", 1, "error: failed to get domain 'mine'");

        assertThat(virsh.stats("mine")).isEmpty();
        assertThat(virsh.state("mine")).isEmpty();
        assertThat(virsh.packets("mine")).isEmpty();
    }

    @Test
    void addsUpPackets() throws Exception {
        runner.printing(
                "queue\":0", "{\"return\":{\"used-idx\":7,\"num\":256},\"id\":\"libvirt-1\"}");
        runner.printing("queue\":1", "{\"return\":{\"used-idx\": 65000},\"id\":\"libvirt-2\"}");

        assertThat(virsh.packets("mine")).isEqualTo(OptionalLong.of(65007));
    }

    @Test
    void readsTheState() throws Exception {
        runner.printing("domstate --reason mine", "shut off (destroyed)", "");

        assertThat(virsh.state("mine")).contains("shut off (destroyed)");
    }

    @Test
    void destroysAPoolThatIsThere() throws Exception {
        runner.printing("pool-list --name", "default", "mine ");

        virsh.removePool("other");
        virsh.removePool("mine");

        assertThat(runner.lines()).containsOnlyOnce(VIRSH + "pool-destroy mine").hasSize(3);
    }

    @Test
    void forwardsAPortThatTheHostChooses() throws Exception {
        runner.printing(
                "info usernet", "  TCP[HOST_FORWARD]  33  127.0.0.1 40123  10.0.2.15  22  0 0");
        runner.once("info usernet", RecordingRunner.print("Hub -1 (hostnet0):"));

        assertThat(virsh.forwardSsh("mine")).hasValue(40123);
        assertThat(runner.lines())
                .containsExactly(
                        VIRSH + "qemu-monitor-command --hmp mine 'info usernet'",
                        VIRSH
                                + "qemu-monitor-command --hmp mine"
                                + " 'hostfwd_add hostnet0 tcp:127.0.0.1:0-:22'",
                        VIRSH + "qemu-monitor-command --hmp mine 'info usernet'");
    }

    @Test
    void forwardsNothingWhereTheMonitorRefuses() throws Exception {
        runner.failing("hostfwd_add", 1, "error: unknown command");

        assertThat(virsh.forwardSsh("mine")).isEmpty();
    }

    @Test
    void anotherForwardIsNotTakenForItsOwn() throws Exception {
        runner.printing(
                "info usernet",
                "  TCP[HOST_FORWARD]  33  127.0.0.1 40123  10.0.2.15  2222  0 0",
                "  TCP[ESTABLISHED]  34  127.0.0.1 40124  10.0.2.15  22  0 0");

        assertThat(virsh.forwardSsh("mine")).isEmpty();
    }
}
