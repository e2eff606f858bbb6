package org.imagefactory.it;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The first command of the README on a new Debian 13, as a user with sudo. */
class NewDebian13IT {

    @Test
    void runsToTheBootedImage() throws IOException {
        try (NewMachine machine = NewMachine.make("trixie", "sudo")) {
            machine.shell(
                    "useradd --create-home builder;"
                            + " echo 'builder ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/builder");
            machine.cloneFor("builder");
            machine.canInstallWhatIsNamed("builder");
            machine.runsToTheBootedImage("builder");
        }
    }
}
