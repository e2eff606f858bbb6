package org.imagefactory.spec;

/**
 * An effective value of the configuration, for {@code show} and the report.
 *
 * @param value after interpolation
 * @param origin {@code file:line}, the option, or {@code default}
 * @param essential whether another value makes another image, or another use of it: not so for
 *     users' own variables, which count where they are used
 */
public record Setting(String value, String origin, boolean essential) {

    /** One that makes no difference to the image. */
    public Setting(String value, String origin) {
        this(value, origin, false);
    }
}
