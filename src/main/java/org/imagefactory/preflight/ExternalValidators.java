package org.imagefactory.preflight;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.Program;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.validation.KickstartRelease;

/**
 * The distributions' own validators of answer files.
 *
 * <p>Preseed files have none that would not look at what is installed on this machine. ksvalidator
 * fails for options that are merely deprecated, too.
 */
final class ExternalValidators {

    private ExternalValidators() {}

    /**
     * The command for a file; empty where there is no such program.
     *
     * @param installed decides where there are several
     */
    static Optional<Command> of(
            ImageSpec spec, AnswerFile.Kind kind, Path answers, Predicate<Program> installed) {
        String file = answers.toAbsolutePath().toString();
        return switch (kind) {
            case KICKSTART -> Optional.of(kickstart(spec, file));
            case AUTOYAST -> Optional.of(AutoyastSchema.SHIPPED.command(file, installed));
            case PRESEED, AUTOINSTALL, AGAMA -> Optional.empty();
        };
    }

    /** Without a release it takes the newest that it knows. */
    private static Command kickstart(ImageSpec spec, String file) {
        return spec.machine()
                .engine()
                .system()
                .flatMap(KickstartRelease::of)
                .map(release -> Command.of("ksvalidator", "-v", release.name(), file))
                .orElseGet(() -> Command.of("ksvalidator", file));
    }

    /**
     * Whether what a validator said is sure to be a mistake. The schema of AutoYaST may be that of
     * another release.
     */
    static boolean isCertain(AnswerFile.Kind kind, boolean failed) {
        return switch (kind) {
            case KICKSTART, AUTOYAST -> false;
            case PRESEED, AUTOINSTALL, AGAMA -> failed;
        };
    }

    /** Whether a line is no word about the file: Debian's start script of jing misses libraries. */
    static boolean isNoise(String line) {
        return line.startsWith("[warning] /");
    }
}
