package org.imagefactory.plugin;

import java.nio.file.Path;
import org.imagefactory.tdl.Template;

/** An image that is made. */
public interface ImageJob extends Job {

    /** The folder beside images that has their documents, in a folder for each by its UUID. */
    String DOCUMENTS = ".documents";

    /** What the image is made from; valid. */
    Template template();

    /** The image's data; an empty file at first. */
    Path body();

    /**
     * Where documents about the image are kept with it, and removed with it: a hidden folder, which
     * need not exist.
     */
    default Path documents() {
        return body().resolveSibling(DOCUMENTS).resolve(imageId());
    }

    /** Whether {@code file:} addresses may be followed: only those of whoever is at this host. */
    boolean localFiles();

    /**
     * Adds to the parameters that the record shows.
     *
     * @param value what JSON can hold
     */
    void setParameter(String name, Object value);
}
