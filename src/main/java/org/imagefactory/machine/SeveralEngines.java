package org.imagefactory.machine;

import java.util.List;
import org.imagefactory.exec.Program;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.EngineSettings;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Machine;

/** Asks the one of several engines that an image's settings are for. */
public final class SeveralEngines implements Engine {

    private final List<Engine> engines;

    /**
     * @param engines of different kinds; the first one that serves is taken
     */
    public SeveralEngines(List<Engine> engines) {
        this.engines = List.copyOf(engines);
    }

    private Engine of(Machine machine) {
        return engines.stream()
                .filter(engine -> engine.serves(machine.engine()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no engine for " + machine.engine()));
    }

    @Override
    public String name(Machine machine) {
        return of(machine).name(machine);
    }

    @Override
    public boolean serves(EngineSettings settings) {
        return engines.stream().anyMatch(engine -> engine.serves(settings));
    }

    @Override
    public List<List<Program>> programs(ImageSpec spec) {
        return of(spec.machine()).programs(spec);
    }

    @Override
    public List<Finding> look(ImageSpec spec) {
        return of(spec.machine()).look(spec);
    }

    @Override
    public List<Finding> lookClosely(ImageSpec spec) throws InterruptedException {
        return of(spec.machine()).lookClosely(spec);
    }

    @Override
    public List<String> preview(MachineDefinition definition) {
        return of(definition.machine()).preview(definition);
    }

    @Override
    public VirtualMachine machine(MachineDefinition definition, BuildListener listener)
            throws InterruptedException {
        return of(definition.machine()).machine(definition, listener);
    }

    @Override
    public ImageKeeper keeper(Machine machine) {
        return of(machine).keeper(machine);
    }

    @Override
    public void remove(Machine machine, String name, String key)
            throws MachineException, InterruptedException {
        of(machine).remove(machine, name, key);
    }
}
