package org.imagefactory.spec;

/**
 * What holds for files that no section describes: the values of {@code [DEFAULT]} and of the
 * command line.
 *
 * @param machine to boot an image in
 * @param proofs what an image has to prove
 * @param verification what proves that files are genuine
 * @param documents how they are signed
 */
public record FileSpec(
        Machine machine, Proofs proofs, Verification verification, Documents documents) {}
