package org.imagefactory.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.error.UsageException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.TemporaryFolder;
import org.imagefactory.report.BuildListener;

/**
 * Checks finished images by the files that were published with them, with sha256, gpg and gpgv: the
 * same that a person can check by hand. The small files are copied first, so that what is believed
 * is what was signed.
 */
public final class ImageVerifier {

    private final ProcessRunner runner;
    private final Path temporaryFolder;

    public ImageVerifier(ProcessRunner runner, Path temporaryFolder) {
        this.runner = runner;
        this.temporaryFolder = temporaryFolder;
    }

    /**
     * Changes nothing.
     *
     * @param image the file; what proves it lies beside it
     * @param keyring OpenPGP keys that it has to be signed by; empty for those that gpg knows
     * @param listener hears of progress
     * @return one verdict for each thing that was looked at, in order
     * @throws BuildException it is no image, or a program that is needed is missing
     */
    public List<Verdict> verify(Path image, Optional<Path> keyring, BuildListener listener)
            throws BuildException, InterruptedException {
        requireImage(image);
        CleanupStack cleanup = new CleanupStack();
        try {
            Path work = TemporaryFolder.create(temporaryFolder, cleanup);
            SignatureCheck signatures = SignatureCheck.of(runner, keyring, work);
            return ImageProofs.look(image, new ProofFiles(image, work), signatures, listener);
        } catch (IOException e) {
            throw new HostException(
                    "verifying %s: %s".formatted(image, FileReason.withPath(e)), "", e);
        } finally {
            cleanup.unwind(true, listener::warning);
        }
    }

    private static void requireImage(Path image) throws UsageException {
        String name = String.valueOf(image.getFileName());
        if (!Files.isRegularFile(image)) {
            throw new UsageException("there is no image file '%s'".formatted(image), "");
        }
        if (name.endsWith(ImageProofs.CHECKSUM)
                || name.endsWith(ImageProofs.PROVENANCE)
                || name.endsWith(ImageProofs.SIGNATURE)) {
            throw new UsageException(
                    "'%s' is not an image".formatted(image),
                    "name the image; what proves it is looked for beside it");
        }
    }
}
