package org.imagefactory.spec;

/** Whether the guest has to say that the installation finished. */
public enum SuccessMarker {
    /** Without the marker the build fails. */
    REQUIRED,
    /** Without the marker there is a warning. */
    OPTIONAL,
    /** The end of the machine is enough. */
    NONE
}
