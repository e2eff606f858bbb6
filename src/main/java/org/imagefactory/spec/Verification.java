package org.imagefactory.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What proves that the netboot files are the genuine ones.
 *
 * @param mode how much proof there has to be
 * @param checksums file on the mirror that lists the digests of the netboot files
 * @param signature detached OpenPGP signature of that file
 * @param release clear-signed release file that lists the digest of the checksum file
 * @param keyring OpenPGP keys that may have signed
 * @param kernel pinned digest of the kernel
 * @param initrd pinned digest of the initrd
 * @param installerImage pinned digest of the installer image
 * @param listed kind of the digests in the list of checksums
 */
public record Verification(
        Verify mode,
        Optional<SourceUri> checksums,
        Optional<SourceUri> signature,
        Optional<SourceUri> release,
        Optional<Path> keyring,
        Optional<Sha256> kernel,
        Optional<Sha256> initrd,
        Optional<Sha256> installerImage,
        DigestKind listed) {

    /** Nothing is verified. */
    public static final Verification NONE = only(Verify.NONE);

    /** With a list of SHA-256 digests. */
    public Verification(
            Verify mode,
            Optional<SourceUri> checksums,
            Optional<SourceUri> signature,
            Optional<SourceUri> release,
            Optional<Path> keyring,
            Optional<Sha256> kernel,
            Optional<Sha256> initrd,
            Optional<Sha256> installerImage) {
        this(
                mode,
                checksums,
                signature,
                release,
                keyring,
                kernel,
                initrd,
                installerImage,
                DigestKind.SHA256);
    }

    /** In that mode, by nothing. */
    public static Verification only(Verify mode) {
        return new Verification(
                mode,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same with another list of checksums, or none. */
    public Verification withChecksums(Optional<SourceUri> list) {
        return new Verification(
                mode, list, signature, release, keyring, kernel, initrd, installerImage, listed);
    }

    /** How files of a mirror are verified. */
    public enum Means {
        /** A clear-signed release file lists the checksum file, which lists the files. */
        RELEASE(true),
        /** The checksum file has a detached signature. */
        DETACHED_SIGNATURE(true),
        /** The checksum file itself is clear-signed. */
        CLEAR_SIGNED_LIST(true),
        /** A checksum file that nobody signed. */
        LIST(false),
        /** Every file has a pinned digest, or a checksum file of this host lists it. */
        PINS(false),
        /** Nothing. */
        NOTHING(false);

        private final boolean signed;

        Means(boolean signed) {
            this.signed = signed;
        }

        /** Whether an OpenPGP signature is checked. */
        public boolean signed() {
            return signed;
        }

        /** Whether it keeps everybody but the publisher, or the user, from changing the files. */
        public boolean strong() {
            return signed || this == PINS;
        }
    }

    /**
     * What is used for the files of an installer that come from a mirror: the strongest that the
     * keys name and the mode asks for. It is never weakened by what the mirror has or has not.
     */
    public Means means(InstallerSource installer) {
        List<SourceUri> unpinned = unpinned(installer);
        if (unpinned.isEmpty()) {
            return installer.files().stream().allMatch(SourceUri::isLocal)
                    ? Means.NOTHING
                    : Means.PINS;
        }
        if (mode == Verify.NONE || checksums.isEmpty()) {
            return Means.NOTHING;
        }
        if (mode != Verify.CHECKSUM && release.isPresent()) {
            return Means.RELEASE;
        }
        if (mode != Verify.CHECKSUM && signature.isPresent() && !ignoresSignature()) {
            return Means.DETACHED_SIGNATURE;
        }
        if (mode != Verify.CHECKSUM && keyring.isPresent()) {
            return Means.CLEAR_SIGNED_LIST;
        }
        return checksums.get().isLocal() ? Means.PINS : Means.LIST;
    }

    /**
     * Whether the signature of the checksum file is left alone because nobody said who may sign.
     * Not every host has the keys of every distribution; who asks for a signature has to name them.
     */
    public boolean ignoresSignature() {
        return mode == Verify.AUTO && signature.isPresent() && keyring.isEmpty();
    }

    /** What a list of checksums is that nobody's signature vouches for, for messages. */
    public String weakList() {
        return ignoresSignature()
                ? "a list of checksums whose signature is not checked, because keyring is not set"
                : "a list of checksums that nobody signed";
    }

    /** The files of a mirror that have no digest of their own here. */
    public List<SourceUri> unpinned(InstallerSource installer) {
        List<Optional<Sha256>> pins =
                installer instanceof InstallerSource.InstallerImage
                        ? List.of(installerImage)
                        : List.of(kernel, initrd);
        List<SourceUri> files = installer.files();
        return IntStream.range(0, files.size())
                .filter(i -> !files.get(i).isLocal() && pins.get(i).isEmpty())
                .mapToObj(files::get)
                .toList();
    }
}
