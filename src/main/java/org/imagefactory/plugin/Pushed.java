package org.imagefactory.plugin;

/**
 * The fruit of a push.
 *
 * @param identifierOnProvider what the provider calls the image
 * @param accountIdentifier the account that owns it there
 */
public record Pushed(String identifierOnProvider, String accountIdentifier) {}
