package org.imagefactory.report;

/**
 * What the image check found.
 *
 * @param rule name of the broken rule
 * @param path of the file in the guest, or name of a partition
 * @param text what is wrong
 */
public record FindingFact(String rule, String path, String text) {}
