package org.imagefactory.spec;

import java.nio.file.Path;

/**
 * What holds for files that no section describes: the values of {@code [DEFAULT]} and of the
 * command line.
 *
 * @param machine to boot an image in
 * @param proofs what an image has to prove
 * @param verification what proves that files are genuine
 * @param documents how they are signed
 * @param scan for known vulnerabilities
 * @param cacheFolder for what is downloaded
 * @param downloads when the network is used
 */
public record FileSpec(
        Machine machine,
        Proofs proofs,
        Verification verification,
        Documents documents,
        ScanPolicy scan,
        Path cacheFolder,
        DownloadPolicy downloads) {}
