package org.imagefactory.config;

import org.imagefactory.spec.EngineSettings;

/** Makes an engine's settings of what a configuration says: the program chooses the engine. */
@FunctionalInterface
public interface EngineReader {

    EngineSettings settings(EngineValues values);
}
