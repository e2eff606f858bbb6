package org.imagefactory.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.imagefactory.exec.Program;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.EngineSettings;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Machine;

/** An engine without any process or hypervisor: its machines are threads that a test plays. */
public final class MemoryEngine implements Engine {

    /** What a machine does until it ends; it is interrupted when nobody waits for it any more. */
    @FunctionalInterface
    public interface Guest {
        void run(MachineDefinition definition, Console console) throws Exception;
    }

    /** The guest's end of the serial console. */
    @FunctionalInterface
    public interface Console {
        void write(String text);
    }

    private final Guest guest;
    private final Set<String> machines = Collections.synchronizedSet(new TreeSet<>());
    private final List<String> history = Collections.synchronizedList(new ArrayList<>());

    public MemoryEngine(Guest guest) {
        this.guest = guest;
    }

    /** Names of the machines that are there, or were left. */
    public Set<String> machines() {
        return machines;
    }

    /** What became of the machines so far. */
    public List<String> history() {
        return history;
    }

    @Override
    public boolean serves(EngineSettings settings) {
        return true;
    }

    @Override
    public String name(Machine machine) {
        return "nothing at all";
    }

    @Override
    public List<List<Program>> programs(ImageSpec spec) {
        return List.of();
    }

    @Override
    public List<Finding> look(ImageSpec spec) {
        return List.of(Finding.ok("there is memory"));
    }

    @Override
    public List<Finding> lookClosely(ImageSpec spec) {
        return List.of();
    }

    @Override
    public List<String> preview(MachineDefinition definition) {
        return List.of("imagine " + definition.name());
    }

    @Override
    public VirtualMachine machine(MachineDefinition definition, BuildListener listener) {
        return new MemoryMachine(definition, guest, machines, history);
    }

    @Override
    public void remove(Machine machine, String name, String key) {
        machines.remove(name);
        history.add("removed " + name);
    }
}
