package org.imagefactory.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with the checksum of one other file, in the form of sha256sum: 64 hexadecimal digits, two
 * spaces, the file's name without a folder, a line end.
 */
public final class ChecksumFile {

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  [^\n]+\n");

    private ChecksumFile() {}

    /**
     * @param target file to write
     * @param file that the checksum belongs to
     * @param sha256 64 hexadecimal digits
     */
    public static void write(Path target, Path file, String sha256) throws IOException {
        Files.writeString(target, "%s  %s\n".formatted(sha256, file.getFileName()));
    }

    /**
     * @return 64 hexadecimal digits
     * @throws IOException the file cannot be read or has another form
     */
    public static String read(Path file) throws IOException {
        Matcher matcher = LINE.matcher(Files.readString(file));
        if (!matcher.matches()) {
            throw new IOException(file + " is not a checksum file");
        }
        return matcher.group(1);
    }
}
