package org.imagefactory.spec;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that a build has to know: complete, checked, immutable.
 *
 * @param name becomes part of the file names
 * @param installer what the machine boots
 * @param answerFile what answers the installer's questions; empty where the installer needs none
 * @param append extra kernel arguments, as the user wrote them; may be empty
 * @param machine that the installation runs in
 * @param disk to install to
 * @param limits that end a hanging installation
 * @param proofs what the image has to prove before it is published
 * @param installerLogs print the installer's logs into the log
 * @param cacheFolder holds a folder per image
 * @param downloads when the network is used
 * @param verification what proves that netboot files are genuine
 * @param documents published beside the image
 * @param uploads in this order
 * @param postBuild runs last
 * @param upkeep around the builds; makes no difference to the image
 * @param settings the effective configuration with its origins, by key
 */
public record ImageSpec(
        ImageName name,
        InstallerSource installer,
        Optional<AnswerFile> answerFile,
        String append,
        Machine machine,
        Disk disk,
        Limits limits,
        Proofs proofs,
        boolean installerLogs,
        Path cacheFolder,
        DownloadPolicy downloads,
        Verification verification,
        Documents documents,
        List<UploadDestination> uploads,
        Optional<HookCommand> postBuild,
        Upkeep upkeep,
        Map<String, Setting> settings) {

    public ImageSpec {
        uploads = List.copyOf(uploads);
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** What tells that packages have changed, without what is fetched for the installer anyway. */
    public List<SourceUri> watched() {
        boolean hasRelease = verification.means(installer) == Verification.Means.RELEASE;
        return upkeep.renewal().watched().stream()
                .filter(uri -> !hasRelease || !verification.release().equals(Optional.of(uri)))
                .toList();
    }

    /** The folder in the cache that belongs to this image alone. */
    public Path imageCache() {
        return cacheFolder.resolve(name.text());
    }
}
