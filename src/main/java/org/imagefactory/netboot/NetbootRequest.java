package org.imagefactory.netboot;

import java.nio.file.Path;
import java.util.List;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.Mirror;

/**
 * What to provide for one build.
 *
 * @param mirrors where the files can come from, the preferred one first; files of this host are the
 *     same for all
 * @param cacheFolder of this image alone; made if it is missing
 * @param sharedFolder of all images, where it is remembered which mirrors failed
 * @param policy when the network is used
 * @param targets where to put the files
 */
public record NetbootRequest(
        List<Mirror> mirrors,
        Path cacheFolder,
        Path sharedFolder,
        DownloadPolicy policy,
        BootFiles targets) {

    public NetbootRequest {
        mirrors = List.copyOf(mirrors);
        cacheFolder = cacheFolder.toAbsolutePath().normalize();
    }
}
