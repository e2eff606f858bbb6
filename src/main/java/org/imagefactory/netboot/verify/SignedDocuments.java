package org.imagefactory.netboot.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.KeyringPackage;
import org.imagefactory.netboot.file.DiskErrors;
import org.imagefactory.netboot.file.FileDigest;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.Verification.Means;
import org.imagefactory.tools.Gpgv;
import org.imagefactory.tools.Keyring;
import org.imagefactory.tools.Signatures;

/**
 * The documents that prove something about netboot files. Everything that a signature is checked
 * for is first copied into a private folder and read from there, so that what is read is what was
 * signed.
 */
public final class SignedDocuments {

    private static final String OTHER_MIRROR = "use another mirror";

    private final Verification verification;
    private final Means means;
    private final Gpgv gpgv;
    private final Path folder;
    private final Map<Role, Path> documents;

    /**
     * @param verification names the documents and the keyring
     * @param means what the documents are
     * @param originals where they are
     * @param folder empty and private
     */
    public SignedDocuments(
            Verification verification,
            Means means,
            Gpgv gpgv,
            Map<Role, Path> originals,
            Path folder)
            throws HostException, ConfigurationException {
        this.verification = verification;
        this.means = means;
        this.gpgv = gpgv;
        this.folder = folder;
        this.documents = copies(originals, folder);
    }

    /**
     * Checks the signatures.
     *
     * @param deadline a release file must be valid at least until then
     * @throws VerificationException they are not to be trusted
     * @throws HostException no gpgv, or no keyring
     */
    Proof proof(Instant deadline)
            throws VerificationException, BuildException, InterruptedException {
        return switch (means) {
            case RELEASE -> byRelease(deadline);
            case DETACHED_SIGNATURE -> {
                Signatures signatures =
                        gpgv.detached(
                                keyring(),
                                folder,
                                document(Role.CHECKSUMS_SIGNATURE),
                                document(Role.CHECKSUMS));
                yield Proof.of(Proof.Level.SIGNED, good(Role.CHECKSUMS, signatures));
            }
            case CLEAR_SIGNED_LIST -> Proof.of(Proof.Level.SIGNED, opened(Role.CHECKSUMS));
            case LIST -> Proof.of(Proof.Level.CHECKSUM, List.of());
            case PINS -> Proof.of(Proof.Level.PINNED, List.of());
            case NOTHING -> Proof.NONE;
        };
    }

    private Proof byRelease(Instant deadline)
            throws VerificationException, BuildException, InterruptedException {
        List<String> keys = opened(Role.RELEASE);
        ReleaseFile release = release();
        Proof.Release identity = release.release();
        Optional<Instant> end = release.validUntil();
        if (end.isPresent() && end.get().isBefore(deadline)) {
            throw VerificationException.of(
                    "%s has expired: it was valid until %s"
                            .formatted(name(Role.RELEASE), end.get()),
                    "use another mirror: this one is outdated, or somebody holds back updates;"
                            + " or check this host's clock");
        }
        String path =
                verification
                        .checksums()
                        .flatMap(uri -> verification.release().flatMap(uri::relativeToFolderOf))
                        .orElse("");
        requireListed(release, path);
        return new Proof(
                Proof.Level.SIGNED,
                keys,
                Optional.of(identity),
                release.versionOf(path).orElse(""));
    }

    private void requireListed(ReleaseFile release, String path)
            throws VerificationException, HostException, InterruptedException {
        String wanted =
                release.digestOf(path)
                        .orElseThrow(
                                () ->
                                        VerificationException.of(
                                                "%s does not list %s"
                                                        .formatted(name(Role.RELEASE), path),
                                                "check the keys %s and %s"
                                                        .formatted(
                                                                Field.RELEASE, Field.CHECKSUMS)));
        String found = digest(document(Role.CHECKSUMS));
        if (!wanted.equals(found)) {
            throw VerificationException.mismatch(
                    "%s has the SHA-256 digest %s, but %s says %s"
                            .formatted(name(Role.CHECKSUMS), found, name(Role.RELEASE), wanted));
        }
    }

    /** How long the documents are valid, once they are proved; empty if that is not limited. */
    Optional<Instant> validUntil() throws VerificationException, HostException {
        return means == Means.RELEASE ? release().validUntil() : Optional.empty();
    }

    private ReleaseFile release() throws VerificationException, HostException {
        return ReleaseFile.parse(
                name(Role.RELEASE), text(signed(Role.RELEASE), name(Role.RELEASE)));
    }

    /**
     * The text of the release file, once its signature is checked.
     *
     * @throws VerificationException it is not to be trusted
     */
    public String releaseText() throws VerificationException, BuildException, InterruptedException {
        opened(Role.RELEASE);
        return text(signed(Role.RELEASE), name(Role.RELEASE));
    }

    /** The text of the checksum file; where it is clear-signed, the signed text only. */
    String listText() throws HostException, VerificationException {
        return text(
                means == Means.CLEAR_SIGNED_LIST
                        ? signed(Role.CHECKSUMS)
                        : document(Role.CHECKSUMS),
                name(Role.CHECKSUMS));
    }

    /** Checks a clear-signed document and takes its text out; returns the keys. */
    private List<String> opened(Role role)
            throws VerificationException, BuildException, InterruptedException {
        requireNotPacked(role);
        return good(role, gpgv.clearSigned(keyring(), folder, document(role), signed(role)));
    }

    /** Out of a signed message of another form, gpgv may unpack more than the disk can hold. */
    private void requireNotPacked(Role role) throws VerificationException, HostException {
        String text = text(document(role), name(role));
        boolean message = text.startsWith("-----BEGIN PGP ") || text.startsWith("\ufffd");
        if (message && !ReleaseText.isClearSigned(text)) {
            throw VerificationException.of(
                    name(role) + " is not a clear-signed text", OTHER_MIRROR);
        }
    }

    private List<String> good(Role role, Signatures signatures) throws VerificationException {
        Optional<Signatures.Problem> problem = signatures.problem();
        if (problem.isEmpty()) {
            return signatures.keys();
        }
        String text = "%s %s".formatted(name(role), problem.get().text());
        throw switch (problem.get().verdict()) {
            // A signature that lies beside its file is replaced at another moment.
            case BAD -> VerificationException.mismatch(text);
            case UNKNOWN_KEY, EXPIRED_KEY, REVOKED_KEY ->
                    VerificationException.of(
                            text,
                            "if the publisher has a new key, update %s (%s)"
                                    .formatted(
                                            verification.keyring().orElseThrow(),
                                            KeyringPackage.advice(
                                                    verification.keyring().orElseThrow())));
            case EXPIRED_SIGNATURE, WEAK_DIGEST, UNUSABLE ->
                    VerificationException.of(text, OTHER_MIRROR);
            case MISSING ->
                    VerificationException.of(
                            text,
                            "use a mirror that has the publisher's signature, or set "
                                    + Field.VERIFY
                                    + " to"
                                    + " what this one can prove");
        };
    }

    private Path document(Role role) {
        return Optional.ofNullable(documents.get(role)).orElseThrow();
    }

    private Path signed(Role role) {
        return folder.resolve(role.key() + ".signed");
    }

    private Path keyring() throws BuildException {
        Path wanted = verification.keyring().orElseThrow();
        Path copy = folder.resolve("keyring.gpg");
        if (!Files.exists(wanted)) {
            throw new HostException(
                    "the keyring %s does not exist".formatted(wanted),
                    KeyringPackage.advice(wanted));
        }
        try {
            Keyring.copy(wanted, copy);
            return copy;
        } catch (IOException e) {
            throw new HostException(
                    "the keyring %s cannot be read: %s".formatted(wanted, FileReason.of(e)),
                    "check the file and its permissions",
                    e);
        }
    }

    /** gpgv writes nothing for an empty text. */
    private static String text(Path file, String name) throws HostException, VerificationException {
        try {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    ? DocumentText.read(file, name)
                    : "";
        } catch (IOException e) {
            throw DiskErrors.writing(file, e);
        }
    }

    private static String digest(Path file) throws HostException, InterruptedException {
        try {
            return FileDigest.of(file).sha256();
        } catch (IOException e) {
            throw DiskErrors.writing(file, e);
        }
    }

    /** The document's URI, for messages. */
    public static String name(Verification verification, Role role) {
        Optional<SourceUri> uri =
                switch (role) {
                    case RELEASE -> verification.release();
                    case CHECKSUMS -> verification.checksums();
                    case CHECKSUMS_SIGNATURE -> verification.signature();
                    case LINUX,
                            INITRD,
                            INSTALLER_IMAGE,
                            WATCHED,
                            ADVISORIES,
                            ADVISORY_INDEX,
                            CONTENT ->
                            Optional.empty();
                };
        return uri.map(source -> new RemoteFile(role, source).display()).orElse(role.key());
    }

    private String name(Role role) {
        return name(verification, role);
    }

    private static Map<Role, Path> copies(Map<Role, Path> documents, Path scratch)
            throws HostException, ConfigurationException {
        Map<Role, Path> copies = new EnumMap<>(Role.class);
        for (Map.Entry<Role, Path> document : documents.entrySet()) {
            Path file = document.getValue();
            Path copy = scratch.resolve(document.getKey().key());
            try {
                if (!Files.isRegularFile(file) || Files.size(file) > document.getKey().longest()) {
                    throw wrong("%s: %s is no file, or too large a one", document.getKey(), file);
                }
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw DiskErrors.writing(copy, e);
            }
            copies.put(document.getKey(), copy);
        }
        return copies;
    }

    private static ConfigurationException wrong(String format, Role role, Path file) {
        return new ConfigurationException(
                format.formatted(role.key(), file),
                "check the key %s of the image".formatted(role.key()));
    }
}
