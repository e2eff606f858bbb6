package org.imagefactory.config;

import org.imagefactory.engines.EngineChoice;
import org.imagefactory.spec.EngineSettings;

/** What the program's entry tells the configuration's reader of the engine. */
public final class TestEngines {

    private TestEngines() {}

    public static EngineSettings settings(EngineValues values) {
        return EngineChoice.settings(values);
    }
}
