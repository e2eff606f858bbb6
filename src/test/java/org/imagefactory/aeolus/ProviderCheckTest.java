package org.imagefactory.aeolus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that is tried. */
class ProviderCheckTest {

    @TempDir Path folder;
    private Program program;

    @BeforeEach
    void prepare() throws Exception {
        program = new Program(folder);
        program.file("credentials", "anything");
    }

    @Test
    void tellsWhatWasTried() {
        assertThat(program.run("provider", "check", "--target", "mock", "@p", "credentials"))
                .isZero();
        assertThat(program.out())
                .isEqualTo("ok: login: it takes every provider and all credentials\n");

        program.run(
                "--output", "json", "provider", "check", "@p", "credentials", "--target", "mock");
        assertThat(program.out())
                .isEqualTo(
                        "{\"check\":\"login\",\"result\":\"ok\",\"message\":\"it takes every"
                                + " provider and all credentials\"}\n");
        assertThat(program.store).doesNotExist();
    }

    @Test
    void credentialsTellTheCloudOrNobodyDoes() throws Exception {
        assertThat(program.run("provider", "check", "@p", "credentials")).isEqualTo(1);
        assertThat(program.err()).contains("name it by --target; known: ", "openstack-kvm");

        program.file(
                "credentials",
                "<provider_credentials><openstack_credentials><password>secret</password>"
                        + "</openstack_credentials></provider_credentials>");
        assertThat(program.run("provider", "check", "@p", "credentials")).isEqualTo(1);
        assertThat(program.err()).contains("need auth_url").doesNotContain("secret");
    }

    @Test
    void aCloudThatNothingIsPushedToHasNothingToTry() {
        assertThat(program.run("provider", "check", "@p", "credentials", "--target", "ova"))
                .isEqualTo(1);
        assertThat(program.err()).contains("are not pushed by this program");
    }
}
