package org.imagefactory.config;

import org.imagefactory.error.ConfigurationException;

/** Entries for the fuzzer. */
public final class ConfigTargets {

    private ConfigTargets() {}

    public static void ini(byte[] bytes) {
        try {
            IniReader.read("fuzz.conf", 0, bytes);
        } catch (ConfigurationException e) {
            // the right answer to most of it
        }
    }
}
