package org.imagefactory.validation;

/**
 * A shell script in an answer file.
 *
 * @param name what the file calls it, for people
 * @param line of the answer file that holds the first line of the script, from 1
 * @param text with an interpreter line at its start
 */
public record EmbeddedScript(String name, int line, String text) {}
