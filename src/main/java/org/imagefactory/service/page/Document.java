package org.imagefactory.service.page;

/**
 * A document about an image, for a page.
 *
 * @param size in bytes
 */
public record Document(String name, String mediaType, long size) {}
