package org.imagefactory.netboot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.cache.DurableFiles;
import org.imagefactory.netboot.file.DiskErrors;
import org.imagefactory.netboot.file.FileDigest;
import org.imagefactory.netboot.file.Role;

/** Puts files where a build boots them from. */
final class Staging {

    private Staging() {}

    /** The bytes of a cached file, which no later download can change. */
    static FileDigest fromCache(Path file, Path target) throws HostException, InterruptedException {
        try {
            DurableFiles.linkOrCopy(file, target);
            return FileDigest.of(target);
        } catch (IOException e) {
            throw DiskErrors.writing(target, e);
        }
    }

    /**
     * A user's file. Kernel and initrd are small and copied, so that nobody changes them under a
     * running installation; an installer image is large and gets another name where that is
     * possible.
     */
    static FileDigest fromHost(LocalFile file, Path target)
            throws HostException, InterruptedException {
        try {
            if (file.role() == Role.INSTALLER_IMAGE) {
                DurableFiles.linkOrCopy(file.path(), target);
            } else {
                Files.copy(file.path(), target, StandardCopyOption.REPLACE_EXISTING);
            }
            return FileDigest.of(target);
        } catch (IOException e) {
            throw DiskErrors.writing(target, e);
        }
    }
}
