package org.imagefactory.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.imagefactory.error.PrintableText;
import org.imagefactory.report.BuildListener;

/** Where evidence is put while it is collected; no other user can look into it. */
final class EvidenceFolder {

    /** Lists what could not be collected. */
    static final String PROBLEMS = "problems.txt";

    private static final String MODE = "rwx------";

    private final Path top;
    private final Path folder;
    private final Redaction redaction;
    private final BuildListener listener;

    /** Collects one thing. */
    @FunctionalInterface
    interface Attempt {
        void run() throws Exception;
    }

    /**
     * @param top made as soon as something is put there
     * @param name of the folder below that gets everything; empty for the top itself
     * @param redaction masks secrets in every text
     * @param listener hears what cannot be collected
     */
    EvidenceFolder(Path top, String name, Redaction redaction, BuildListener listener) {
        this.top = top;
        this.folder = top.resolve(name);
        this.redaction = redaction;
        this.listener = listener;
    }

    /**
     * Tries to collect something; what goes wrong becomes a line in the bundle.
     *
     * @param what completes "could not …"
     * @throws InterruptedException the calling thread was interrupted
     */
    @SuppressWarnings("CatchingUnchecked") // a guest's odd data must not change the build's end
    void collect(String what, Attempt attempt) throws InterruptedException {
        try {
            attempt.run();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // a channel that is closed by an interrupt says so in an exception of its own
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted: " + what);
            }
            listener.detail("could not " + what, e);
            problem("could not %s: %s".formatted(what, e.getMessage()));
        }
    }

    /** Notes what is missing in the bundle; if even that fails, the log has it. */
    void problem(String text) {
        listener.detail(redaction.mask(text));
        try {
            open(top);
            Files.writeString(
                    top.resolve(PROBLEMS),
                    PrintableText.exact(redaction.mask(text)) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            listener.detail("the evidence is incomplete", e);
        }
    }

    /** A file to write to, in folders that exist. Nothing masks what is written there. */
    Path file(String name) throws IOException {
        open(top);
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }

    /** Keeps a text, masked. */
    void text(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        try (InputStream in = new ByteArrayInputStream(bytes);
                OutputStream out = Files.newOutputStream(file(name))) {
            MaskedCopy.all(in, out, redaction);
        }
    }

    /** Keeps the content of a file, masked; of a large file the beginning and the end. */
    void text(String name, Path source) throws IOException {
        MaskedCopy.excerpt(source, file(name), redaction);
    }

    private static void open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MODE)));
        }
    }
}
