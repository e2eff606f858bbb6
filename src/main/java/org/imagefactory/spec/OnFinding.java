package org.imagefactory.spec;

/** What happens when the image check finds something wrong. */
public enum OnFinding {
    /** The build fails, nothing is published. */
    FAIL,
    /** The finding is a warning in log and report. */
    WARN
}
