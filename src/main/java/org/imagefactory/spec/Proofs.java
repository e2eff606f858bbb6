package org.imagefactory.spec;

import java.util.Optional;

/**
 * What an image has to prove before it is published.
 *
 * @param successMarker whether the guest has to say that the installation finished
 * @param onQuestion what happens when the installer asks a person something
 * @param boot how the finished image is booted
 * @param lint how its content is checked
 * @param snapshot what its packages have to come from
 */
public record Proofs(
        SuccessMarker successMarker,
        OnQuestion onQuestion,
        BootCheck boot,
        LintPolicy lint,
        Optional<Snapshot> snapshot) {

    /** Packages may come from anywhere. */
    public Proofs(
            SuccessMarker successMarker, OnQuestion onQuestion, BootCheck boot, LintPolicy lint) {
        this(successMarker, onQuestion, boot, lint, Optional.empty());
    }
}
