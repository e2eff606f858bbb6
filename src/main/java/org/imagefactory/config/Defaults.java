package org.imagefactory.config;

/** Defaults that depend on the machine or the image. */
final class Defaults {

    private Defaults() {}

    /** The text that holds where the key is missing or empty; empty for nothing. */
    static String of(Key<?> key, Host host, String image) {
        if (key.is(Keys.CACHE_DIR)) {
            return host.defaultCacheFolder().toString();
        }
        if (key.is(Keys.CONNECT)) {
            return host.defaultConnection();
        }
        if (key.is(Keys.LOG_FILENAME)) {
            return image + "-" + host.today().get() + ".log";
        }
        return key.defaultText();
    }
}
