package org.imagefactory.preflight;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.exec.Command;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.validation.KickstartRelease;

/**
 * The distributions' own validators of answer files.
 *
 * <p>debconf-set-selections tells some mistakes only on standard error and exits with 0: each word
 * counts. ksvalidator fails for options that are merely deprecated, too.
 */
final class ExternalValidators {

    /**
     * debconf opens, and locks, this machine's database to check a file; it needs none for that.
     */
    private static final Map<String, String> NO_DATABASE =
            Map.of("DEBCONF_DB_REPLACE", "Pipe{infd:none outfd:none}");

    private ExternalValidators() {}

    /** The command for a file; empty where there is no such program. */
    static Optional<Command> of(ImageSpec spec, AnswerFile.Kind kind, Path answers) {
        String file = answers.toAbsolutePath().toString();
        return switch (kind) {
            case PRESEED ->
                    Optional.of(Command.of("debconf-set-selections", "-c", file).with(NO_DATABASE));
            case KICKSTART -> Optional.of(kickstart(spec, file));
            case AUTOYAST -> Optional.of(Command.of("xmllint", "--noout", "--nonet", file));
            case AUTOINSTALL, AGAMA -> Optional.empty();
        };
    }

    /** Without a release it takes the newest that it knows. */
    private static Command kickstart(ImageSpec spec, String file) {
        return spec.machine()
                .osinfo()
                .flatMap(KickstartRelease::of)
                .map(release -> Command.of("ksvalidator", "-v", release.name(), file))
                .orElseGet(() -> Command.of("ksvalidator", file));
    }

    /** Whether what a validator said is sure to be a mistake. */
    static boolean isCertain(AnswerFile.Kind kind, boolean failed) {
        return switch (kind) {
            case PRESEED -> true;
            case KICKSTART -> false;
            case AUTOYAST, AUTOINSTALL, AGAMA -> failed;
        };
    }
}
