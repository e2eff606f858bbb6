package org.imagefactory.machine;

import java.util.List;
import org.imagefactory.exec.Program;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.EngineSettings;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Machine;

/**
 * What runs virtual machines. Which one it is, only the program's entry knows. It may be used by
 * several builds at once.
 */
public interface Engine {

    /** What starts such a machine, for messages. */
    String name(Machine machine);

    /** Whether it understands what is asked of an engine. */
    boolean serves(EngineSettings settings);

    /**
     * The programs that it calls for an image: each with its alternatives, the one to install
     * first.
     */
    List<List<Program>> programs(ImageSpec spec);

    /** What takes little time to find out before a build: looks at files, starts nothing. */
    List<Finding> look(ImageSpec spec);

    /** Whether a build would succeed, as far as that can be known without a machine. */
    List<Finding> lookClosely(ImageSpec spec) throws InterruptedException;

    /**
     * What would be done to start a machine, as lines for people. Touches nothing: what only the
     * host can tell is filled in with the most likely choice.
     */
    List<String> preview(MachineDefinition definition);

    /**
     * Chooses what only the host can tell. The machine takes nothing yet.
     *
     * @param listener is warned, now and later
     */
    VirtualMachine machine(MachineDefinition definition, BuildListener listener)
            throws InterruptedException;

    /**
     * What leaves finished images where the machines run; only for settings that want it.
     *
     * @param machine how the image wants it: tells where that is
     */
    default ImageKeeper keeper(Machine machine) {
        throw new IllegalStateException("no images are kept where this engine's machines run");
    }

    /**
     * Removes a machine that a killed build left, and what was made for it. There need not be one.
     *
     * @param machine how the image wants it: tells where it is
     * @param name of its definition
     * @param key of its definition
     * @throws MachineException it may still be there
     */
    void remove(Machine machine, String name, String key)
            throws MachineException, InterruptedException;
}
