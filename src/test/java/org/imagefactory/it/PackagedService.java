package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;

/** The service of the package, in a system that systemd runs. */
final class PackagedService {

    private static final String CLIENT = "imagefactory --url http://localhost:8075 --output json ";
    private static final String SHOW = "systemctl show --value imagefactoryd.service --property ";

    private static final String SETTINGS =
            "{\"image_manager_args\": {\"storage_path\": \"/var/lib/imagefactory/storage\"},"
                    + " \"no_oauth\": true, \"no_ssl\": true}";

    private static final String TEMPLATE =
            "<template><name>mock</name><os><name>MockOS_A</name><version>1</version>"
                    + "<arch>x86_64</arch><install type='url'><url>http://mirror.example.org/</url>"
                    + "</install></os></template>";

    private final DebianRoot root;

    PackagedService(DebianRoot root) throws IOException {
        this.root = root;
        Files.writeString(root.share().resolve("mock.tdl"), TEMPLATE);
        Files.writeString(root.share().resolve("service.conf"), SETTINGS);
    }

    /** The first who connects has it started, and it says when it is ready. */
    void isStartedByItsSocket() throws IOException {
        root.shell("cat /mnt/service.conf >/etc/imagefactory/imagefactory.conf");
        root.run("systemctl", "enable", "--now", "imagefactoryd.socket");
        assertThat(state()).isEqualTo("inactive");

        makesAnImage();

        assertThat(state()).isEqualTo("active");
        assertThat(root.shell(SHOW + "StatusErrno,Result,NRestarts").lines())
                .contains("success", "0");
        assertThat(root.shell(SHOW + "WatchdogTimestampMonotonic")).isNotEqualTo("0");
        assertThat(root.shell("stat -c %U /proc/$(" + SHOW + "MainPID)"))
                .isEqualTo("_image-factory");
        assertThat(images()).isEqualTo(1);
    }

    /** It goes on while it is upgraded, and its images outlive a restart. */
    void outlivesAnUpgrade() throws IOException {
        assertThat(state()).isEqualTo("active");
        makesAnImage();
        root.run("systemctl", "restart", "imagefactoryd.service");
        assertThat(images()).isEqualTo(2);
        assertThat(root.run("systemctl", "is-enabled", "imagefactoryd.socket"))
                .isEqualTo("enabled");
        root.shell("systemctl kill --signal=KILL imagefactoryd.service; sleep 1");
        assertThat(images()).isEqualTo(2);
        root.run("systemctl", "disable", "--now", "imagefactoryd.socket");
    }

    private void makesAnImage() throws IOException {
        root.shell(CLIENT + "base_image /mnt/mock.tdl");
        assertThat(root.shell(CLIENT + "images '{}'"))
                .contains("\"COMPLETE\"")
                .doesNotContain("\"NEW\"", "\"FAILED\"");
    }

    private String state() throws IOException {
        return root.shell("systemctl is-active imagefactoryd.service || :");
    }

    private long images() throws IOException {
        return root.shell(CLIENT + "images '{}'")
                .lines()
                .filter(line -> line.contains("\"identifier\""))
                .count();
    }
}
