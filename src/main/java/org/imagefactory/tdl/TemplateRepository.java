package org.imagefactory.tdl;

/**
 * A repository that packages come from.
 *
 * @param name may have blanks
 * @param url its address, without blanks around
 * @param signed whether signatures are checked
 * @param persisted whether it stays in the finished image
 * @param sslVerify whether the certificate of its server is checked
 */
public record TemplateRepository(
        String name, String url, boolean signed, boolean persisted, boolean sslVerify) {}
