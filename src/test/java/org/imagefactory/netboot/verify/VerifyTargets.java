package org.imagefactory.netboot.verify;

import org.imagefactory.fuzz.Targets;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.DigestKind;

/** Entries for the fuzzer. */
public final class VerifyTargets {

    private VerifyTargets() {}

    public static void repositoryIndex(byte[] bytes) {
        RepositoryIndex.find(bytes, "updateinfo")
                .filter(file -> !file.place().matches("repodata/[^./][^/]*"))
                .ifPresent(
                        file -> {
                            throw new IllegalStateException("out of the repository");
                        });
    }

    public static void checksums(byte[] bytes) {
        try {
            ChecksumList.parse("SHA256SUMS", Targets.text(bytes), DigestKind.SHA256);
        } catch (VerificationException e) {
            // the right answer to most of it
        }
    }

    public static void treeInfo(byte[] bytes) {
        try {
            TreeInfo.parse(Targets.text(bytes)).boot(Architecture.AMD64);
        } catch (VerificationException e) {
            // the right answer to most of it
        }
    }

    public static void releaseFile(byte[] bytes) {
        String text = Targets.text(bytes);
        ReleaseText.digest(text);
        String signed = ReleaseText.isClearSigned(text) ? ReleaseText.withoutSignature(text) : text;
        try {
            ReleaseFile.parse("Release", signed);
        } catch (VerificationException e) {
            // the right answer to most of it
        }
    }
}
