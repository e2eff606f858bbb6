package org.imagefactory.spec;

/**
 * A rule that a specification breaks.
 *
 * @param field that has to be changed
 * @param text what is wrong, for {@link Description#tell}
 */
public record BrokenRule(Field field, String text) {}
