package org.imagefactory.scan;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read more than once, one reading after another. */
@FunctionalInterface
interface Content {

    /** From the start; need not be closed. */
    InputStream open() throws IOException;
}
