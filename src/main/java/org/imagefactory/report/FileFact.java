package org.imagefactory.report;

/**
 * A file that went into a build or came out of it.
 *
 * @param name its role or its file name
 * @param source URI or path
 * @param sizeBytes length of the file
 * @param sha256 64 hexadecimal digits
 */
public record FileFact(String name, String source, long sizeBytes, String sha256) {}
