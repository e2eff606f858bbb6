package org.imagefactory.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output of a program, which remembers why it could not be written to: a stream that
 * prints hides it, and a script that finds nothing in its file wants to know.
 */
public final class StandardOutput extends FilterOutputStream {

    /** Who reads has seen enough, as {@code head} does: nobody misses anything. */
    private static final String ENOUGH = "Broken pipe";

    private volatile @Nullable String fault;

    /** Of this process. */
    public StandardOutput() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    StandardOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            if (fault == null && !ENOUGH.equals(e.getMessage())) {
                fault = "cannot write to standard output: " + e.getMessage();
            }
            throw e;
        }
    }

    /** One sentence; empty if all that somebody wanted to read was written. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }
}
