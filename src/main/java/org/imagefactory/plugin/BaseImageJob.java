package org.imagefactory.plugin;

/** A base image that is made. */
public interface BaseImageJob extends ImageJob {

    /** Stores the list of what is installed, as XML. */
    void icicle(String xml);
}
