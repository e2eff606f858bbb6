package org.imagefactory.spec;

/** What happens when the installer asks a person something. */
public enum OnQuestion {
    /** The build ends with the question. */
    FAIL,
    /** A person may answer, until a time limit ends the build. */
    WAIT
}
