package org.imagefactory.tdl;

/**
 * A script to be run in the installed system, as root.
 *
 * @param name for messages; others may have the same
 * @param content not empty
 * @param line of its element in the template
 */
public record TemplateCommand(String name, TemplateContent content, int line) {}
