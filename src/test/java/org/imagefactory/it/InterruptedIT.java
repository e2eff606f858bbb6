package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Builds that are stopped in the middle of the installation, and builds that meet. */
class InterruptedIT {

    private static final String[] SLOW = {"hold=300"};
    private static final String IN_THE_MIDDLE = "Installing the base system";

    @ParameterizedTest(name = "SIG{0}")
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
    void signal(String name, int exitStatus) throws IOException, InterruptedException {
        Factory factory = new Factory(SLOW);
        Build build = factory.startInstalling(IN_THE_MIDDLE);

        build.signal(name);

        assertThat(build.exitStatus()).as(build::output).isEqualTo(exitStatus);
        factory.assertNothingLeft();
    }

    @Test
    void nextBuildRemovesWhatAKilledOneLeft() throws IOException, InterruptedException {
        Factory factory = new Factory(SLOW);
        try (MiniMirror mirror = new MiniMirror(TestHost.shared().installer())) {
            factory.set("linux", mirror.url("linux")).set("initrd", mirror.url("initrd.gz"));
            Build killed = factory.startInstalling(IN_THE_MIDDLE);
            killed.signal("KILL");
            assertThat(killed.exitStatus()).isEqualTo(137);
            assertThat(TestHost.shared().domains()).isNotEmpty();
            assertThat(factory.results()).contains(".mini.staging").doesNotContain("mini-DATE.raw");
            int fetched = mirror.bodies();

            factory.answer("mode=ok");
            factory.build(0);

            // The cache was warm.
            assertThat(mirror.bodies()).isEqualTo(fetched);
        }
        assertThat(factory.results())
                .containsExactly(
                        "mini-DATE.console.log",
                        "mini-DATE.json",
                        "mini-DATE.provenance.json",
                        "mini-DATE.raw",
                        "mini-DATE.raw.sha256sum");
        factory.assertNothingRuns();
    }

    @Test
    void secondBuildOfTheSameImageIsRefused() throws IOException, InterruptedException {
        Factory factory = new Factory(SLOW);
        Build first = factory.startInstalling(IN_THE_MIDDLE);

        Build second = factory.start(Factory.IMAGE);

        assertThat(second.exitStatus()).as(second::output).isEqualTo(4);
        // The first one goes on undisturbed.
        assertThat(TestHost.shared().domains()).hasSize(1);
        assertThat(factory.results()).contains(".mini.staging");
        first.signal("TERM");
        assertThat(first.exitStatus()).as(first::output).isEqualTo(143);
        factory.assertNothingLeft();
    }
}
