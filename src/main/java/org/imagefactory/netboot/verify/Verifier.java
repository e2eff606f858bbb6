package org.imagefactory.netboot.verify;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.Verification.Means;
import org.imagefactory.tools.Gpgv;

/** Finds out, from pins and signed documents, which digests netboot files must have. */
public final class Verifier {

    private final Verification verification;
    private final Map<Role, SourceUri> files;
    private final Means means;
    private final Gpgv gpgv;
    private final Clock clock;

    /**
     * @param verification what proves that the files are genuine
     * @param installer the files
     * @param clock tells whether a release has expired
     */
    public Verifier(Verification verification, InstallerSource installer, Gpgv gpgv, Clock clock) {
        this.verification = verification;
        this.files = Role.sources(installer);
        this.means = verification.means(installer);
        this.gpgv = gpgv;
        this.clock = clock;
    }

    /** How the files are verified. */
    public Means means() {
        return means;
    }

    /** What is needed for that, in the order in which it is best fetched. */
    public Map<Role, SourceUri> documents() {
        Map<Role, SourceUri> documents = new EnumMap<>(Role.class);
        if (means == Means.RELEASE) {
            verification.release().ifPresent(uri -> documents.put(Role.RELEASE, uri));
        }
        boolean list = means.signed() || means == Means.LIST || usesLocalList();
        if (list) {
            verification.checksums().ifPresent(uri -> documents.put(Role.CHECKSUMS, uri));
        }
        if (means == Means.DETACHED_SIGNATURE) {
            verification.signature().ifPresent(u -> documents.put(Role.CHECKSUMS_SIGNATURE, u));
        }
        return documents;
    }

    /** Some files are pinned by a checksum file of this host. */
    private boolean usesLocalList() {
        return means == Means.PINS
                && files.entrySet().stream()
                        .anyMatch(
                                file -> !file.getValue().isLocal() && pin(file.getKey()).isEmpty());
    }

    private Optional<String> pin(Role role) {
        return new Pins(verification).of(role).map(digest -> digest.hex());
    }

    /**
     * @param documents where the documents are
     * @param scratch an empty, private folder
     * @param fresh whether the documents are from the mirror of today: they must not have expired
     * @throws VerificationException they are not to be trusted, or do not list the files
     * @throws BuildException no gpgv, no keyring, or a document of this host is missing
     */
    public ProvenDigests read(Map<Role, Path> documents, Path scratch, boolean fresh)
            throws VerificationException, BuildException, InterruptedException {
        Map<Role, String> digests = new EnumMap<>(Role.class);
        for (Role role : files.keySet()) {
            pin(role).ifPresent(digest -> digests.put(role, digest));
        }
        if (documents.isEmpty()) {
            Proof.Level level = means == Means.PINS ? Proof.Level.PINNED : Proof.Level.NONE;
            return new ProvenDigests(
                    Proof.of(level, List.of()), digests, "the configuration", Optional.empty());
        }
        SignedDocuments read = new SignedDocuments(verification, means, gpgv, documents, scratch);
        Proof proof = read.proof(fresh ? clock.instant() : Instant.MIN);
        digests.putAll(listed(read.listText()));
        return new ProvenDigests(
                proof,
                digests,
                SignedDocuments.name(verification, Role.CHECKSUMS),
                read.validUntil());
    }

    /**
     * What to say of documents that have expired. Those of a mirror are refused then; cached ones
     * are not, since a host without a network could not build at all.
     */
    public Optional<String> expiry(ProvenDigests trusted) {
        return trusted.validUntil()
                .filter(end -> end.isBefore(clock.instant()))
                .map(
                        end ->
                                ("EXPIRED RELEASE: %s was valid until %s; the cached installer is"
                                                + " used without asking the mirror, and may be"
                                                + " outdated")
                                        .formatted(
                                                SignedDocuments.name(verification, Role.RELEASE),
                                                end));
    }

    /**
     * @throws VerificationException the release is older than the one that the cache has
     */
    public static void requireNotOlder(Proof proof, Optional<Proof> cached)
            throws VerificationException {
        Optional<Proof.Release> before = cached.flatMap(Proof::release);
        if (proof.release().isEmpty() || before.isEmpty()) {
            return;
        }
        Proof.Release now = proof.release().get();
        boolean older =
                now.name().equals(before.get().name()) && now.date().isBefore(before.get().date());
        if (older) {
            throw VerificationException.of(
                    "the mirror has the release %s, which is older than the one seen before, of %s"
                            .formatted(now, before.get().date()),
                    "use another mirror: this one is outdated, or somebody holds back updates");
        }
    }

    private Map<Role, String> listed(String text) throws VerificationException {
        SourceUri source = verification.checksums().orElseThrow();
        ChecksumList list =
                ChecksumList.parse(
                        SignedDocuments.name(verification, Role.CHECKSUMS),
                        text,
                        verification.listed());
        Map<Role, String> digests = new EnumMap<>(Role.class);
        for (Map.Entry<Role, SourceUri> file : files.entrySet()) {
            if (file.getValue().isLocal() || pin(file.getKey()).isPresent()) {
                continue;
            }
            digests.put(
                    file.getKey(),
                    list.find(source, file.getValue())
                            .orElseThrow(
                                    () ->
                                            notListed(
                                                    new RemoteFile(
                                                            file.getKey(), file.getValue()))));
        }
        return digests;
    }

    private VerificationException notListed(RemoteFile file) {
        return VerificationException.of(
                "%s does not list %s"
                        .formatted(SignedDocuments.name(verification, Role.CHECKSUMS), file),
                "check the keys %s and %s".formatted(Field.CHECKSUMS, file.role().field()));
    }
}
