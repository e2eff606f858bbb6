package org.imagefactory.netboot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.cache.CacheSet;
import org.imagefactory.netboot.cache.CachedFile;
import org.imagefactory.netboot.file.DiskErrors;
import org.imagefactory.netboot.file.FileDigest;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.netboot.verify.ReleaseText;
import org.imagefactory.report.Component;
import org.imagefactory.spec.Sha256;

/** By what a build knows the files of its installer again. */
final class InstallerParts {

    private InstallerParts() {}

    /** The component that a file with this role is. */
    static Component component(Role role) {
        return new Component(Component.Kind.INSTALLER, role.key());
    }

    /**
     * Files in the cache, by the digests that they had when they were fetched. A detached signature
     * says nothing that the file it signs does not say.
     */
    static Map<Component, String> cached(CacheSet set, Collection<RemoteFile> files)
            throws HostException {
        Map<Component, String> parts = new LinkedHashMap<>();
        for (RemoteFile file : files) {
            Optional<CachedFile> cached = set.find(file);
            if (cached.isPresent() && file.role() != Role.CHECKSUMS_SIGNATURE) {
                parts.put(component(file.role()), digest(file.role(), cached.get()));
            }
        }
        return parts;
    }

    private static String digest(Role role, CachedFile file) throws HostException {
        if (role != Role.RELEASE) {
            return file.entry().digest().sha256();
        }
        try {
            String text = new String(Files.readAllBytes(file.path()), StandardCharsets.UTF_8);
            return ReleaseText.digest(ReleaseText.withoutSignature(text));
        } catch (IOException e) {
            throw DiskErrors.writing(file.path(), e);
        }
    }

    /**
     * A file of this host. Reading a whole installer image takes too long to find out that there is
     * nothing to do: its length and time have to do.
     */
    static String local(LocalFile file) throws HostException, InterruptedException {
        Path path = file.path();
        try {
            return file.role() == Role.INSTALLER_IMAGE
                    ? Sha256.of(Files.size(path) + " " + Files.getLastModifiedTime(path)).hex()
                    : FileDigest.of(path).sha256();
        } catch (IOException e) {
            throw DiskErrors.writing(path, e);
        }
    }
}
