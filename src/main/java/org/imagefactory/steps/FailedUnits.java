package org.imagefactory.steps;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.imagefactory.exec.Program;
import org.imagefactory.machine.GuestAgent;
import org.imagefactory.machine.GuestAgent.Ended;

/** Asks systemd in a running guest, through the guest's agent, what it could not start. */
final class FailedUnits {

    /** In the guest. */
    private static final String SYSTEMCTL = Program.SYSTEMCTL.command();

    private static final int PAUSE_MILLISECONDS = 500;
    private static final int MAX_UNITS = 20;

    /** Nobody waits longer for a boot that has shown its proof to come to its end. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** A unit's name, as systemd allows it; what else the guest may say is not shown. */
    private static final String UNIT = "[A-Za-z0-9:_.\\\\@-]{1,255}";

    private final GuestAgent agent;
    private final LongSupplier nanoTime;

    /**
     * What the guest said.
     *
     * @param obstacle why it could not be asked; empty when it could
     * @param failed names of units
     */
    record Answer(Optional<String> obstacle, List<String> failed) {}

    FailedUnits(GuestAgent agent, LongSupplier nanoTime) {
        this.agent = agent;
        this.nanoTime = nanoTime;
    }

    /** Waits until the guest has started everything, but not for ever, and asks. */
    Answer ask() throws InterruptedException {
        try {
            run(List.of(SYSTEMCTL, "is-system-running", "--wait"));
            Optional<Ended> list =
                    run(List.of(SYSTEMCTL, "--failed", "--no-legend", "--plain", "--full"));
            if (list.isEmpty() || list.get().exitStatus() != 0) {
                return unknown("systemctl does not answer");
            }
            return new Answer(Optional.empty(), units(list.get().output()));
        } catch (IOException e) {
            return unknown(String.valueOf(e.getMessage()));
        }
    }

    private static Answer unknown(String obstacle) {
        return new Answer(Optional.of(obstacle), List.of());
    }

    /** Empty when it takes too long. */
    private Optional<Ended> run(List<String> argv) throws IOException, InterruptedException {
        String process = agent.start(argv);
        long end = nanoTime.getAsLong() + LIMIT.toNanos();
        do {
            Optional<Ended> ended = agent.ended(process);
            if (ended.isPresent()) {
                return ended;
            }
            Thread.sleep(PAUSE_MILLISECONDS);
        } while (nanoTime.getAsLong() < end);
        return Optional.empty();
    }

    private static List<String> units(String list) {
        return list.lines()
                .map(line -> line.strip().split("\\s+", 2)[0])
                .filter(name -> name.matches(UNIT))
                .limit(MAX_UNITS)
                .toList();
    }
}
