package org.imagefactory.spec;

/**
 * A place that a guest installs packages from.
 *
 * @param name tells it from others; becomes part of a file name
 * @param address for rpm the address of a folder; for apt {@code [deb] ADDRESS [SUITE
 *     [COMPONENT…]]}, where the suite is the system's own and the component {@code main} if they
 *     are not named
 * @param signed whether packages have to be signed by a key that the system knows
 * @param persisted whether the image still knows it in the end
 * @param verifiesTls whether the certificate of an https server has to be one that the system
 *     trusts
 */
public record PackageRepository(
        String name, String address, boolean signed, boolean persisted, boolean verifiesTls) {}
