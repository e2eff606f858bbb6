package org.imagefactory.store;

import java.io.IOException;

/** A file has the name of a record and is none. It is left as it is. */
public final class DamagedRecordException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param what is wrong with it, a clause
     */
    DamagedRecordException(String what) {
        super(what);
    }
}
