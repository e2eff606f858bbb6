package org.imagefactory.netboot;

import java.nio.file.Path;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Verification;

/**
 * What to provide for one build.
 *
 * @param source where the files come from
 * @param cacheFolder of this image alone; made if it is missing
 * @param policy when the network is used
 * @param verification what proves that the files are genuine
 * @param targets where to put the files
 */
public record NetbootRequest(
        InstallerSource source,
        Path cacheFolder,
        DownloadPolicy policy,
        Verification verification,
        BootFiles targets) {

    public NetbootRequest {
        cacheFolder = cacheFolder.toAbsolutePath().normalize();
    }
}
