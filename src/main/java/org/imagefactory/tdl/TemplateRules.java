package org.imagefactory.tdl;

/**
 * What an installation of the program demands of templates beyond the language.
 *
 * @param rootPasswordRequired whether each has to name a root password
 */
public record TemplateRules(boolean rootPasswordRequired) {

    /** The language and nothing else. */
    public static final TemplateRules PLAIN = new TemplateRules(false);
}
