package org.imagefactory.manifest;

/**
 * A published file that a provenance speaks of.
 *
 * @param name of the file, without a folder
 * @param sha256 64 hexadecimal digits
 */
public record Subject(String name, String sha256) {}
