package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What must not be in an image is found, in a build and in a file. */
class LintIT {

    @Test
    void keepsADirtyImageFromBeingPublished() throws IOException, InterruptedException {
        Factory factory = new Factory("mode=dirty").set("on-finding", "fail");

        Build build = factory.build(8);

        assertThat(build.output())
                .contains(
                        "machine-id: /etc/machine-id: ",
                        "ssh-host-keys: /etc/ssh/ssh_host_ed25519_key: ",
                        "random-seed: /var/lib/systemd/random-seed: ",
                        "dhcp-leases: /var/lib/dhcp/dhclient.eth0.leases: ",
                        "shell-history: /root/.bash_history: ",
                        "build-proxy: /etc/apt/apt.conf.d/01proxy: ",
                        "lint-ignore=");
        assertThat(factory.results()).contains("mini-DATE.json");
        factory.assertNothingLeft();
    }

    @Test
    void findsNothingInACleanImage() throws IOException, InterruptedException {
        Factory factory =
                new Factory("mode=ok")
                        .set("on-finding", "fail")
                        .set("format", "qcow2")
                        .set("keep-raw", "true");
        factory.build(0);

        for (String suffix : new String[] {".raw", ".qcow2"}) {
            Path image = factory.result(suffix);
            Build lint = factory.start("lint", image.toString());
            assertThat(lint.exitStatus()).as(lint::output).isZero();
            assertThat(lint.output()).contains("ok: nothing found");
        }
    }
}
