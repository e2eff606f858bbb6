package org.imagefactory.spec;

/**
 * An effective value of the configuration, for {@code show} and the report.
 *
 * @param value after interpolation
 * @param origin {@code file:line}, the option, or {@code default}
 */
public record Setting(String value, String origin) {}
