package org.imagefactory.spec;

/**
 * What an image has to prove before it is published.
 *
 * @param successMarker whether the guest has to say that the installation finished
 * @param onQuestion what happens when the installer asks a person something
 * @param boot how the finished image is booted
 * @param lint how its content is checked
 */
public record Proofs(
        SuccessMarker successMarker, OnQuestion onQuestion, BootCheck boot, LintPolicy lint) {}
