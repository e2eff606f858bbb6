package org.imagefactory.netboot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.FileReason;
import org.imagefactory.netboot.file.BootContent;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.SourceUri;

/**
 * A file of this host that is used as it is, without the cache.
 *
 * @param role what it is for
 * @param source how the user named it
 * @param path where it is
 */
record LocalFile(Role role, SourceUri source, Path path) {

    /**
     * @throws ConfigurationException there is no such file, or it is none to read
     * @throws DownloadException it is certainly not what it should be
     */
    void check(BuildListener listener) throws ConfigurationException, DownloadException {
        if (!Files.exists(path)) {
            throw wrong("there is no such file");
        }
        if (!Files.isRegularFile(path)) {
            throw wrong("this is not a regular file");
        }
        if (!Files.isReadable(path)) {
            throw wrong("the file cannot be read: permission denied");
        }
        Optional<BootContent.Finding> finding;
        try {
            finding = BootContent.check(role, path);
        } catch (IOException e) {
            throw wrong("the file cannot be read: " + FileReason.of(e));
        }
        if (finding.isEmpty()) {
            return;
        }
        String problem = finding.get().problem();
        if (finding.get().certain()) {
            throw new DownloadException(
                    "cannot use %s: %s".formatted(this, problem),
                    "check the key %s of the image".formatted(role.key()));
        }
        listener.warning("using %s, although %s".formatted(this, problem));
    }

    private ConfigurationException wrong(String problem) {
        return new ConfigurationException(
                "%s=%s: %s".formatted(role.key(), source, problem),
                "check the key %s of the image".formatted(role.key()));
    }

    /** "linux from /boot/…", for messages. */
    @Override
    public String toString() {
        return role.key() + " from " + source;
    }
}
