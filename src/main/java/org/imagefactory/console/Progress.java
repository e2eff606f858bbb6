package org.imagefactory.console;

/**
 * How far an installation says that it has come.
 *
 * @param phase what is going on, in the installer's words
 * @param percent of this phase, 0 to 100
 */
public record Progress(String phase, int percent) {}
