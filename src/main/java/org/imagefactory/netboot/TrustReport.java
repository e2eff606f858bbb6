package org.imagefactory.netboot;

import java.util.List;
import java.util.stream.Collectors;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.netboot.verify.Proof;
import org.imagefactory.netboot.verify.SignedDocuments;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.Fact;
import org.imagefactory.report.Facts;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.Verification.Means;
import org.imagefactory.spec.Verify;

/** Tells log and report how far netboot files were verified; loudly, where it is not far. */
final class TrustReport {

    private final Verification verification;
    private final Means means;
    private final List<RemoteFile> files;

    /**
     * @param files of a mirror that were provided
     */
    TrustReport(Verification verification, Means means, List<RemoteFile> files) {
        this.verification = verification;
        this.means = means;
        this.files = List.copyOf(files);
    }

    void tell(Refresh.Result result, BuildListener listener, Facts facts) {
        Proof proof = result.trusted().proof();
        proof.tell(facts);
        facts.value(Fact.NETBOOT_VERIFIED_BY, describe(verification, means));
        String names =
                files.stream().map(file -> file.role().key()).collect(Collectors.joining(", "));
        if (means.strong()) {
            String what = proof.describe();
            listener.note(
                    "verified %s by %s%s%s"
                            .formatted(
                                    names,
                                    describe(verification, means),
                                    proof.signers(),
                                    what.isEmpty() ? "" : ": " + what));
            return;
        }
        String weakness =
                means == Means.LIST
                        ? "was only compared with " + verification.weakList()
                        : "was not verified";
        String text = "the installer (%s) %s%s".formatted(names, weakness, way());
        if (verification.mode() == Verify.AUTO && !isEncrypted()) {
            listener.warning("UNVERIFIED INSTALLER: " + text);
        } else {
            listener.note(text);
        }
    }

    private String way() {
        return isEncrypted()
                ? "; https vouches for the server, not for its files"
                : ": anybody between the mirror and this host can change it (see VERIFICATION in"
                        + " image-factory.conf(5))";
    }

    private boolean isEncrypted() {
        return files.stream().allMatch(f -> f.source().scheme() == SourceUri.Scheme.HTTPS)
                && verification
                        .checksums()
                        .filter(list -> means == Means.LIST)
                        .map(list -> list.scheme() == SourceUri.Scheme.HTTPS)
                        .orElse(true);
    }

    /** By what files are verified, for logs and previews. */
    static String describe(Verification verification, Means means) {
        return switch (means) {
            case RELEASE -> "the signature of " + name(verification, Role.RELEASE);
            case DETACHED_SIGNATURE ->
                    "the signature " + name(verification, Role.CHECKSUMS_SIGNATURE);
            case CLEAR_SIGNED_LIST -> "the signature of " + name(verification, Role.CHECKSUMS);
            case LIST -> "the checksums in " + name(verification, Role.CHECKSUMS);
            case PINS -> "digests that are pinned on this host";
            case NOTHING -> "nothing";
        };
    }

    private static String name(Verification verification, Role role) {
        return SignedDocuments.name(verification, role);
    }
}
