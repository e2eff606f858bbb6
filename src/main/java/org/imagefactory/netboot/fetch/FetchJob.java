package org.imagefactory.netboot.fetch;

import org.imagefactory.netboot.cache.CachedFile;
import org.imagefactory.netboot.cache.PartFile;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.report.BuildListener;
import org.jspecify.annotations.Nullable;

/**
 * One try to fetch one file.
 *
 * @param file what to fetch
 * @param known complete file that may still be the current version; null if there is none
 * @param part where to put the bytes
 * @param deadline of the download, for all its tries
 * @param listener hears progress
 */
public record FetchJob(
        RemoteFile file,
        @Nullable CachedFile known,
        PartFile part,
        Deadline deadline,
        BuildListener listener) {}
