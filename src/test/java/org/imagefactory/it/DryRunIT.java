package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagefactory.it.CommandLineIT.run;
import static org.imagefactory.it.CommandLineIT.tree;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a build would do, told without one. */
class DryRunIT {

    @Test
    void dryRunTouchesNothing() throws IOException, InterruptedException {
        Scene scene = new Scene().set("format", "qcow2").set("linux", "http://127.0.0.1:1/linux");
        run(scene, 0, "list");
        List<String> before = tree(scene.folder());

        String out = run(scene, 0, "--dry-run", "mini").out();

        assertThat(out)
                .contains("qemu-img create -q -f raw mini-", " 268435456)")
                .contains(
                        "virt-install --connect qemu:///session --virt-type ",
                        "--name image-factory-mini-")
                .contains("e2fsck -fn", "zerofree", "qemu-img convert ")
                .contains("/out/mini-20", ".qcow2.sha256sum");
        assertThat(tree(scene.folder())).isEqualTo(before);
    }

    @Test
    void dryRunTellsOfFilesThatAreNotThere() throws IOException, InterruptedException {
        Scene scene = new Scene().set("preseed", "/missing/answers.cfg");

        Scene.Outcome outcome = run(scene, 0, "--dry-run", "mini");

        assertThat(outcome.out()).contains("virt-install --connect");
        assertThat(outcome.err())
                .containsPattern(
                        "image-factory: [^:]+:[0-9]+: a build would fail: .*"
                                + "'/missing/answers.cfg' does not exist");
    }
}
