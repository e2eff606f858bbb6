package org.imagefactory.plugin;

/** What a description in {@code plugins.d} names: an {@link OsPlugin} or a {@link CloudPlugin}. */
public sealed interface Plugin permits OsPlugin, CloudPlugin {}
