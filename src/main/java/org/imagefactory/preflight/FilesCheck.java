package org.imagefactory.preflight;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imagefactory.exec.KeyringPackage;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.SourceUri;

/** The files that the configuration names: answer file, local kernel and initrd, keyring. */
final class FilesCheck implements Check {

    /** What would end or change the kernel argument that names the answer file. */
    private static final Pattern UNFIT_NAME = Pattern.compile("[\"'[\\p{Cc}&&[^\\s]]]");

    @Override
    public List<Finding> look(ImageSpec spec) {
        List<Finding> findings = new ArrayList<>();
        spec.answerFile().ifPresent(file -> findings.addAll(answerFile(file)));
        for (Mirror mirror : spec.mirrors()) {
            for (SourceUri source : mirror.installer().files()) {
                String where = field(source, mirror.installer()).place();
                source.localPath()
                        .ifPresent(file -> findings.add(file(where, "netboot file", file)));
            }
        }
        if (spec.verification().means(spec.installer()).signed()) {
            spec.verification().keyring().ifPresent(file -> findings.add(keyring(file)));
        }
        return findings;
    }

    private static List<Finding> answerFile(AnswerFile answers) {
        List<Finding> findings = new ArrayList<>();
        String where = Field.ANSWER_FILE.place();
        findings.add(file(where, AnswerFiles.describe(answers), answers.file()));
        String name = answers.name();
        if (UNFIT_NAME.matcher(name).find()) {
            findings.add(
                    Finding.configurationError(
                            where,
                            "the file name '%s' cannot stand in a kernel argument".formatted(name),
                            "rename the file: no blanks, no quotes"));
        }
        return findings;
    }

    static Finding file(String where, String what, Path file) {
        Optional<String> problem = problem(file);
        if (problem.isPresent()) {
            return Finding.configurationError(
                    where,
                    "%s '%s' %s".formatted(what, file, problem.get()),
                    "check the path and its permissions");
        }
        return Finding.ok("%s '%s' can be read".formatted(what, file));
    }

    /** A distribution's keyring is missing because a package is. */
    private static Finding keyring(Path file) {
        return Files.exists(file)
                ? file(Field.KEYRING.place(), "keyring", file)
                : Finding.hostError(
                        "keyring '%s' does not exist".formatted(file), KeyringPackage.advice(file));
    }

    private static Optional<String> problem(Path file) {
        if (!Files.exists(file)) {
            return Optional.of("does not exist");
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of("is not a regular file");
        }
        return Files.isReadable(file) ? Optional.empty() : Optional.of("cannot be read");
    }

    private static Field field(SourceUri source, InstallerSource installer) {
        if (installer instanceof InstallerSource.KernelAndInitrd pair) {
            return source.equals(pair.linux()) ? Field.KERNEL : Field.INITRD;
        }
        return Field.INSTALLER_IMAGE;
    }
}
