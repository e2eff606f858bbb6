package org.imagefactory.machine;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.imagefactory.console.ConsoleReader;
import org.imagefactory.console.ThreadEnd;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.report.Fact;

/** A machine that is a thread. Its guest has an agent, in which no unit has failed. */
final class MemoryMachine implements VirtualMachine {

    private final MachineDefinition definition;
    private final MemoryEngine.Guest guest;
    private final Set<String> machines;
    private final List<String> history;
    private Optional<Thread> running = Optional.empty();

    MemoryMachine(
            MachineDefinition definition,
            MemoryEngine.Guest guest,
            Set<String> machines,
            List<String> history) {
        this.definition = definition;
        this.guest = guest;
        this.machines = machines;
        this.history = history;
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public Map<Fact, String> facts() {
        return Map.of(Fact.VIRT_TYPE, "imagination");
    }

    @Override
    public void acquire(CleanupStack cleanup) {
        cleanup.always("forget " + name(), () -> machines.remove(name()));
        machines.add(name());
        history.add("acquired " + name());
    }

    @Override
    public RunningMachine start(ConsoleReader console) {
        history.add("started " + name());
        FutureTask<Void> task =
                new FutureTask<>(
                        () -> {
                            try {
                                guest.run(definition, text -> feed(console, text));
                            } finally {
                                console.end();
                            }
                            return null;
                        });
        Thread thread = new Thread(task, "memory-machine");
        thread.start();
        running = Optional.of(thread);
        return new Run(task, thread);
    }

    /** It has no ports. */
    @Override
    public RunningMachine start(ConsoleReader console, ConsoleReader port) {
        return start(console);
    }

    private static void feed(ConsoleReader console, String text) {
        console.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private record Run(FutureTask<Void> task, Thread thread) implements RunningMachine {

        @Override
        public boolean began() {
            return true;
        }

        @Override
        public boolean ended(long milliseconds) throws MachineException, InterruptedException {
            try {
                task.get(milliseconds, TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                return false;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof InterruptedException) {
                    return true; // its power button was pressed
                }
                throw new MachineException(
                        String.valueOf(e.getCause().getMessage()), "think again", true, e);
            }
        }

        @Override
        public void close() {
            ThreadEnd.await(thread);
        }
    }

    @Override
    public Optional<MachineState> state() {
        return Optional.of(new MachineState(MachineState.Kind.FINE, "off"));
    }

    @Override
    public Optional<Activity> activity() {
        return Optional.of(
                new Activity(0, 0, OptionalLong.empty(), Duration.ZERO, Optional.empty()));
    }

    @Override
    public Optional<GuestAgent> agent() {
        return Optional.of(new QuietAgent());
    }

    @Override
    public void pressPowerButton() {
        history.add("pressed the power button of " + name());
        running.ifPresent(Thread::interrupt);
    }

    @Override
    public Optional<InetSocketAddress> sshAddress() {
        return Optional.empty();
    }

    @Override
    public List<Clue> clues(ProcessRunner runner) {
        return List.of(new Clue.Text("remember", "memory.txt", () -> "it was " + name()));
    }

    @Override
    public void fetchDisk() {
        history.add("fetched the disk of " + name());
    }

    private record QuietAgent() implements GuestAgent {

        @Override
        public boolean answers() {
            return true;
        }

        @Override
        public String start(List<String> argv) {
            return "1";
        }

        @Override
        public Optional<Ended> ended(String process) {
            return Optional.of(new Ended(0, ""));
        }
    }
}
