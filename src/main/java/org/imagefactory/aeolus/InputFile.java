package org.imagefactory.aeolus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;

/** Reads files that the user names, within bounds. */
final class InputFile {

    private InputFile() {}

    /**
     * The whole of a file, or of what a pipe gives.
     *
     * @param what the file is, and how the user calls it, for the message
     * @param longest it may have so many bytes
     * @throws BuildException it cannot be read, or is longer; the message names it
     */
    static byte[] read(String what, Path file, int longest) throws BuildException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(what, in, longest);
        } catch (NoSuchFileException e) {
            throw unreadable(what, "there is no such file", e);
        } catch (AccessDeniedException e) {
            throw unreadable(what, "permission denied", e);
        } catch (IOException e) {
            throw unreadable(what, String.valueOf(e.getMessage()), e);
        }
    }

    /** The whole of an open file; the rest as in {@link #read(String, Path, int)}. */
    static byte[] read(String what, InputStream in, int longest) throws BuildException {
        try {
            byte[] content = in.readNBytes(longest + 1);
            if (content.length > longest) {
                throw new HostException(
                        "the %s has more than %d bytes".formatted(what, longest), "");
            }
            return content;
        } catch (IOException e) {
            throw unreadable(what, String.valueOf(e.getMessage()), e);
        }
    }

    private static HostException unreadable(String what, String why, Throwable e) {
        return new HostException("cannot read the %s: %s".formatted(what, why), "", e);
    }
}
