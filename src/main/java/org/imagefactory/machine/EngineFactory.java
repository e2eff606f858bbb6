package org.imagefactory.machine;

import org.imagefactory.exec.ProcessRunner;

/** Makes an engine for one build, or one question: so that its commands are told of there. */
@FunctionalInterface
public interface EngineFactory {

    /**
     * @param runner starts the programs that the engine calls, if it calls any
     */
    Engine engine(ProcessRunner runner);
}
