package org.imagefactory.preflight;

import java.util.List;
import java.util.stream.Collectors;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Secrets;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.Verification.Means;
import org.imagefactory.spec.Verify;

/** What proves that the installer is genuine. A build tells the same when it has the files. */
final class TrustCheck implements Check {

    @Override
    public List<Finding> look(ImageSpec spec) {
        Verification verification = spec.verification();
        Means means = verification.means(spec.installer());
        List<SourceUri> files =
                spec.mirrors().stream()
                        .flatMap(mirror -> verification.unpinned(mirror.installer()).stream())
                        .distinct()
                        .toList();
        if (means.strong()) {
            return List.of(
                    Finding.ok(
                            means.signed()
                                    ? "the installer is verified by a signature"
                                    : "the installer is verified by pinned digests"));
        }
        if (files.isEmpty()) {
            return List.of(); // the user's own files
        }
        String what =
                means == Means.LIST
                        ? "is only compared with " + verification.weakList()
                        : "is not verified";
        String text = "the installer %s: %s".formatted(what, sources(files));
        if (files.stream().allMatch(file -> file.scheme() == SourceUri.Scheme.HTTPS)) {
            return List.of(Finding.note(text));
        }
        text += "; anybody between the mirror and this host can change it";
        return List.of(
                verification.mode() == Verify.AUTO
                        ? Finding.warning(text, advice(verification))
                        : Finding.note(text));
    }

    private static String advice(Verification verification) {
        return verification.ignoresSignature()
                ? "set keyring to the publisher's keys: then the signature is verified"
                : "see VERIFICATION in image-factory.conf(5), or use https";
    }

    private static String sources(List<SourceUri> files) {
        return files.stream()
                .map(file -> Secrets.mask(file.text()))
                .collect(Collectors.joining(", "));
    }
}
