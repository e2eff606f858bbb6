package org.imagefactory;

/** x. */
public final class ImageFactory {
    private ImageFactory() {}
}
