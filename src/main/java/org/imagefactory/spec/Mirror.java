package org.imagefactory.spec;

/**
 * One place that has a whole installer. Files of several places are never mixed: while mirrors are
 * being updated they have different versions.
 *
 * @param installer what the machine boots
 * @param verification what proves that netboot files are genuine, with the documents of this place
 */
public record Mirror(InstallerSource installer, Verification verification) {}
