package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The first commands of the README on a new Debian 12, as root. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NewDebian12IT {

    private static NewMachine machine;

    @BeforeAll
    static void makeMachine() throws IOException {
        machine = NewMachine.make("bookworm");
        machine.cloneFor("root");
        machine.shell("useradd --create-home nobody-special");
        machine.cloneFor("nobody-special");
    }

    @AfterAll
    static void endMachine() {
        if (machine != null) {
            machine.close();
        }
    }

    @Test
    @Order(1)
    void aptCanInstallWhatIsNamed() throws IOException {
        machine.canInstallWhatIsNamed("root");
    }

    @Test
    @Order(2)
    void withoutRootAndSudoOneMessageSaysWhatToDo() throws IOException {
        String said = machine.shell("nobody-special", "! clone/dev run 2>&1");

        assertThat(said)
                .startsWith("dev: packages are missing, and there is no sudo")
                .contains("as root:\n    apt-get update && apt-get install --no-install-recommends")
                .contains(" default-jdk-headless ");
        assertThat(said.lines()).hasSize(2);
    }

    @Test
    @Order(3)
    void withoutAMirrorTheLastMessageSaysWhatToLookAt() throws IOException {
        String said =
                machine.shell(
                        "mv /etc/apt/sources.list /tmp/; mkdir /tmp/lists;"
                                + " mv /var/lib/apt/lists/* /tmp/lists/;"
                                + " echo 'deb http://127.0.0.1:9/debian bookworm main'"
                                + " >/etc/apt/sources.list;"
                                + " ! /root/clone/dev run 2>&1;"
                                + " rm -r /var/lib/apt/lists; mv /tmp/lists /var/lib/apt/;"
                                + " mv /tmp/sources.list /etc/apt/");

        assertThat(said)
                .contains("127.0.0.1:9")
                .contains("dev: apt-get install failed")
                .contains("Are the network, the mirrors");
    }

    @Test
    @Order(4)
    void runsToTheBootedImage() throws IOException {
        machine.runsToTheBootedImage("root");
    }
}
