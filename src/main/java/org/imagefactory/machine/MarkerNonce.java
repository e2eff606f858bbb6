package org.imagefactory.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.imagefactory.spec.AnswerFile;

/**
 * A word of one build that its guest repeats when it says that the installation finished: so a line
 * that a package, a script or an answer file happens to show is not taken for that. The guest finds
 * it among its kernel's arguments. It is no secret.
 *
 * @param word sixteen hexadecimal digits
 */
public record MarkerNonce(String word) {

    private static final String ARGUMENT = "image_factory_nonce";
    private static final String OWN = "agama.";
    private static final int BYTES = 8;

    /**
     * A new one, if the answers that the installer gets look for it.
     *
     * @param answers the file as the installer gets it; empty for none
     * @throws IOException the file cannot be read
     */
    public static Optional<MarkerNonce> askedFor(Optional<Path> answers) throws IOException {
        if (answers.isEmpty()
                || !Files.readString(answers.orElseThrow(), StandardCharsets.ISO_8859_1)
                        .contains(ARGUMENT)) {
            return Optional.empty();
        }
        return Optional.of(create());
    }

    /** A new one, for a guest that learns of it in another way. */
    public static MarkerNonce create() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new MarkerNonce(HexFormat.of().formatHex(bytes));
    }

    /**
     * The argument of the kernel. Agama copies those into the installed system that are not for
     * itself; YaST does, too, but that an answer file replaces them.
     */
    String argument(Optional<AnswerFile.Kind> installer) {
        String prefix = installer.filter(AnswerFile.Kind.AGAMA::equals).isPresent() ? OWN : "";
        return prefix + ARGUMENT + "=" + word;
    }
}
