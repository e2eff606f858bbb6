package org.imagefactory.spec;

/**
 * A command of the user that runs after an upload or a build.
 *
 * @param key the configuration key that it comes from, for messages
 * @param text as configured; {@code ${image}} stands for the image's file name
 */
public record HookCommand(String key, String text) {}
