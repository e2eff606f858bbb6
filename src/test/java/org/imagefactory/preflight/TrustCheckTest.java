package org.imagefactory.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imagefactory.report.Finding;
import org.imagefactory.report.Finding.Severity;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.Verify;
import org.junit.jupiter.api.Test;

class TrustCheckTest {

    private static List<Finding> look(String scheme, Optional<Path> keyring) {
        Specs specs = new Specs();
        specs.linux = scheme + "://mirror.example/linux";
        specs.verification =
                new Verification(
                        Verify.AUTO,
                        Optional.of(SourceUri.parse(scheme + "://mirror.example/SHA256SUMS")),
                        Optional.of(SourceUri.parse(scheme + "://mirror.example/SHA256SUMS.gpg")),
                        Optional.empty(),
                        keyring,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return new TrustCheck().look(specs.spec());
    }

    @Test
    void aSignatureNeedsAKeyring() {
        assertThat(look("http", Optional.of(Path.of("/keys.gpg"))))
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(Severity.OK);
        Finding warning = look("http", Optional.empty()).get(0);
        assertThat(warning.severity()).isEqualTo(Severity.WARNING);
        assertThat(warning.text())
                .contains("whose signature is not checked, because keyring is not set");
        assertThat(warning.advice()).contains("set keyring to the publisher's keys");
    }

    @Test
    void overHttpsThatIsNoWarning() {
        assertThat(look("https", Optional.empty()))
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(Severity.NOTE);
    }
}
