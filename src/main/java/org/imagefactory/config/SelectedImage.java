package org.imagefactory.config;

/**
 * An image that a command line means.
 *
 * @param name of the image; there may be no such image if it was named
 * @param named whether its very name was given, not only a pattern or a tag
 */
public record SelectedImage(String name, boolean named) {}
