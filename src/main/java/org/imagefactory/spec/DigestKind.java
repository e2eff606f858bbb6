package org.imagefactory.spec;

/** How the digests of a list of checksums are made. */
public enum DigestKind {
    SHA256("SHA-256", 64),
    /** Can be forged; for lists of others that have nothing better. */
    SHA1("SHA-1", 40),
    /** Can be forged with little effort; for lists of others that have nothing better. */
    MD5("MD5", 32);

    private final String title;
    private final int digits;

    DigestKind(String title, int digits) {
        this.title = title;
        this.digits = digits;
    }

    /** What people and Java's library call it. */
    public String title() {
        return title;
    }

    /** Hexadecimal digits of a digest. */
    public int digits() {
        return digits;
    }

    /** The kind of a digest, by its length. */
    public static DigestKind of(String hex) {
        for (DigestKind kind : values()) {
            if (kind.digits == hex.length()) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no digest: " + hex);
    }
}
