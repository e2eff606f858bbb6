package org.imagefactory.tinman;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.files.WholeFile;

/** Brings images where they belong, with their holes. */
final class ImageFiles {

    private final ProcessRunner runner;

    ImageFiles(ProcessRunner runner) {
        this.runner = runner;
    }

    /**
     * Puts a file in place of another; without copying where both are on one file system.
     *
     * @param target for its owner alone
     */
    void move(Path file, Path target) throws HostException, InterruptedException {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(WholeFile.PRIVATE));
            Files.move(
                    file,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            copy(file, target);
        } catch (IOException e) {
            throw failed(file, target, e);
        }
    }

    /** Gives an existing file the content of another. */
    void copy(Path file, Path target) throws HostException, InterruptedException {
        try {
            runner.run(
                    Command.of(
                            Program.CP,
                            "--sparse=always",
                            "--",
                            file.toAbsolutePath().toString(),
                            target.toAbsolutePath().toString()));
        } catch (CommandException e) {
            throw failed(file, target, e);
        }
    }

    private static HostException failed(Path file, Path target, Exception e) {
        return new HostException(
                "cannot put %s to %s: %s".formatted(file, target, e.getMessage()),
                "look for space and access there",
                e);
    }
}
