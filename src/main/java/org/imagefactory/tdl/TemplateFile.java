package org.imagefactory.tdl;

/**
 * A file to be made in the installed system.
 *
 * @param name its path there
 * @param content may be empty
 * @param line of its element in the template
 */
public record TemplateFile(String name, TemplateContent content, int line) {}
