package org.imagefactory.aeolus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.Problem;

/** A file with a secret, which its owner alone may read. */
final class SecretFile {

    private static final int LONGEST = 64 << 10;

    private static final Set<PosixFilePermission> OWNER =
            Set.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE);

    private SecretFile() {}

    /**
     * Its text without blanks around it.
     *
     * @param what is in it, for the message
     * @throws BuildException it cannot be read, is empty, or others may read or change it
     */
    static String read(String what, Path file) throws BuildException {
        byte[] bytes = InputFile.read(what + " " + file, file, LONGEST);
        try {
            if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw fault(file, "others than its owner may read it: chmod 600 it");
            }
        } catch (IOException e) {
            throw fault(file, "its permissions cannot be read: " + e.getMessage());
        }
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            throw fault(file, "it is empty");
        }
        return text;
    }

    static ConfigurationException fault(Path file, String what) {
        return new ConfigurationException(List.of(new Problem(file.toString(), what)), "");
    }
}
