package org.imagefactory.service.rest;

/** Who may use a route. */
public enum Protection {
    /** Everybody, always. */
    OPEN,

    /** Whoever may read; everybody unless the service protects reading, too. */
    READ,

    /** Whoever proves to be somebody, who may only read for example. */
    KNOWN,

    /** Whoever may change something. */
    WRITE
}
