package org.imagefactory.spec;

/** What should be a URI and is none, such as one with an unescaped character in its password. */
public final class MalformedUri {

    /** What to do about one whose user name or password is not escaped (RFC 3986 §2.1). */
    static final String ESCAPES =
            "in a user name or password write / ? # @ and % as %2F %3F %23 %40 and %25";

    private MalformedUri() {}

    /**
     * The text for a message. All that may be a part of user name or password is left out: nobody
     * knows where they end but at the last at sign.
     */
    public static String told(String text) {
        int at = text.lastIndexOf('@');
        int slashes = text.indexOf("//");
        int start = slashes < 0 || slashes > at ? 0 : slashes + 2;
        return at < 0 ? text : text.substring(0, start) + Secrets.MASK + text.substring(at);
    }
}
