package org.imagefactory.aeolus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files with secrets have to be; told before anything is made. */
class SecretFileTest {

    @TempDir private Path folder;
    private Program program;

    @BeforeEach
    void prepare() throws Exception {
        program = new Program(folder);
        program.file(
                "signed",
                "{\"image_manager_args\": {\"storage_path\": \"%s\"}, \"callback_secret\": \"key\"}"
                        .formatted(program.store));
    }

    private String refusal(String secret, String mode) throws Exception {
        Path file = program.file("key", secret);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        assertThat(program.plain("--config", "signed", "base_image", "mock.tdl")).isEqualTo(1);
        assertThat(program.out()).isEmpty();
        assertThat(program.err()).doesNotContain("MfKQ9r8").contains("key");
        return program.err();
    }

    @Test
    void othersMayNotReadThem() throws Exception {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        assertThat(refusal(secret, "rw-r-----")).contains("chmod 600");
        assertThat(refusal(secret, "rw----r--")).contains("chmod 600");
        assertThat(refusal("\n", "rw-------")).contains("it is empty");
        assertThat(refusal("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "rw-------"))
                .contains("a secret is whsec_");
        program.file("key", secret + "\n");
        assertThat(program.plain("--config", "signed", "base_image", "mock.tdl")).isZero();
    }
}
