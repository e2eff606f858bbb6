package org.imagefactory.spec;

/** How bad a vulnerability is, as the distribution sees it; the least first. */
public enum Severity {
    /** The distribution says that it does no harm. */
    NEGLIGIBLE,
    /** The distribution does not say, or not yet. */
    UNKNOWN,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
