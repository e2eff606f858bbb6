package org.imagefactory.scan;

import java.io.IOException;

/** Understands the data of a distribution, and tells systems what they have of it. */
interface AdvisoryReader {

    /**
     * Adds findings to the systems that the reader was made for.
     *
     * @throws IOException the data cannot be read, or is something else; the message continues its
     *     name
     * @throws InterruptedException the calling thread was interrupted
     */
    void read(Content content) throws IOException, InterruptedException;
}
