package org.imagefactory.steps;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.imagefactory.console.ConsoleMonitor;
import org.imagefactory.console.SerialConsole;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.InstallationException;
import org.imagefactory.error.TimeLimitException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.MissingProgramException;
import org.imagefactory.libvirt.DomainStats;
import org.imagefactory.libvirt.Virsh;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.Limits;

/** Waits for the end of an installation, and ends one that cannot come to a good end. */
final class InstallationWatch {

    private static final int TICK_MILLISECONDS = 250;
    private static final int DRAIN_MILLISECONDS = 5_000;

    /** How often virsh is asked, while the console says nothing. */
    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(10);

    /** An idle guest gets router advertisements and the like: fewer packets are no traffic. */
    private static final int MIN_PACKETS = 10;

    private final Limits limits;
    private final Workspace workspace;
    private final Virsh virsh;
    private final SerialConsole console;
    private final ConsoleMonitor monitor;
    private final ConsoleWatch words;
    private final Guest guest;
    private final LongSupplier nanoTime;

    private long lastActivity;
    private long lastSample;
    private long news;
    private Optional<DomainStats> stats = Optional.empty();
    private OptionalLong packets = OptionalLong.empty();

    InstallationWatch(
            Limits limits,
            Workspace workspace,
            Virsh virsh,
            SerialConsole console,
            ConsoleMonitor monitor,
            ConsoleWatch words,
            Guest guest,
            LongSupplier nanoTime) {
        this.limits = limits;
        this.workspace = workspace;
        this.virsh = virsh;
        this.console = console;
        this.monitor = monitor;
        this.words = words;
        this.guest = guest;
        this.nanoTime = nanoTime;
    }

    /**
     * Returns when the machine has switched itself off.
     *
     * @throws TimeLimitException it took too long or did nothing any more
     * @throws InstallationException the guest failed, asked a question or was stopped from outside
     * @throws HostException the machine could not be started or not go on
     */
    void untilOff() throws BuildException, InterruptedException {
        long start = nanoTime.getAsLong();
        lastActivity = start;
        lastSample = start;
        while (!guestEnded()) {
            long now = nanoTime.getAsLong();
            checkConsole();
            look(now);
            words.check(now, now - lastActivity);
            checkLimits(now - start, now - lastActivity);
        }
        console.drain(DRAIN_MILLISECONDS);
        checkConsole();
        words.checkAtEnd();
        checkEnd();
    }

    private boolean guestEnded() throws BuildException, InterruptedException {
        try {
            return guest.ended(TICK_MILLISECONDS);
        } catch (MissingProgramException e) {
            throw new HostException(text(e), "", e);
        } catch (CommandException e) {
            throw virtInstallFailed(e);
        }
    }

    /** A machine that never ran is the host's fault; of one that ran, nobody knows. */
    private BuildException virtInstallFailed(CommandException e) {
        String reason =
                e instanceof CommandFailedException failed
                        ? VirtInstallError.reason(failed)
                        : text(e);
        return console.heard() || reason.contains("has crashed")
                ? new InstallationException(
                        "the installation failed: " + reason + words.lastLines(),
                        "see the log and " + workspace.publishedConsoleLog(),
                        e)
                : new HostException(
                        "virt-install could not start the machine: " + reason,
                        VirtInstallError.advice(reason),
                        e);
    }

    private void checkConsole() throws HostException {
        Optional<IOException> problem = console.problem();
        if (problem.isPresent()) {
            throw new HostException(
                    "cannot read or log the serial console: " + problem.get(),
                    console.heard()
                            ? "is there space left in " + workspace.staging() + "?"
                            : "may this user open the sockets that libvirt makes?",
                    problem.get());
        }
    }

    /** Asks virsh only when the console is silent: as long as it speaks, the guest is alive. */
    private void look(long now) throws BuildException, InterruptedException {
        long currentNews = monitor.news();
        if (currentNews != news) {
            news = currentNews;
            lastActivity = now;
        }
        long quiet = now - Math.max(lastActivity, lastSample);
        if (quiet < SAMPLE_INTERVAL.toNanos()) {
            return;
        }
        lastSample = now;
        Optional<DomainStats> newStats = virsh.stats(workspace.domainName());
        OptionalLong newPackets = virsh.packets(workspace.domainName());
        if (newStats.filter(DomainStats::stoppedByIoError).isPresent()) {
            throw new HostException(
                    "the machine was stopped because its disk could not be written: "
                            + workspace.rawDisk(),
                    "make space in " + workspace.staging());
        }
        if (diskMoved(newStats) || networkMoved(newPackets)) {
            lastActivity = now;
        }
        stats = newStats;
        packets = newPackets;
    }

    private boolean diskMoved(Optional<DomainStats> newStats) {
        return newStats.isPresent()
                && stats.map(DomainStats::blockBytes).orElse(-1L) != newStats.get().blockBytes();
    }

    private boolean networkMoved(OptionalLong newPackets) {
        return newPackets.isPresent()
                && packets.isPresent()
                && Math.abs(newPackets.getAsLong() - packets.getAsLong()) >= MIN_PACKETS;
    }

    private void checkLimits(long running, long idle) throws TimeLimitException {
        if (running > limits.installation().toNanos()) {
            throw new TimeLimitException(
                    "the installation took longer than %d s (%s)%s%s"
                            .formatted(
                                    limits.installation().toSeconds(),
                                    Field.INSTALLATION_LIMIT,
                                    inPhase(),
                                    words.lastLines()),
                    "if it only needs more time, raise " + Field.INSTALLATION_LIMIT);
        }
        if (idle > limits.inactivity().toNanos()) {
            String what = console.heard() ? "did nothing" : "showed nothing on the serial console";
            throw new TimeLimitException(
                    "the installation %s for %d s (%s)%s%s"
                            .formatted(
                                    what,
                                    limits.inactivity().toSeconds(),
                                    Field.INACTIVITY_LIMIT,
                                    inPhase(),
                                    words.lastLines()),
                    "perhaps the installer asked something that the answer file leaves open");
        }
    }

    /** virt-install succeeds whichever way the machine ended: libvirt knows which. */
    private void checkEnd() throws BuildException, InterruptedException {
        String state = virsh.state(workspace.domainName()).orElse("unknown");
        if (state.contains("crashed") || state.contains("failed")) {
            throw new InstallationException(
                    "the machine crashed (%s)%s".formatted(state, words.lastLines()),
                    "QEMU's own log may tell why; was the host short of memory?");
        }
        if (state.contains("destroyed") || state.contains("saved")) {
            throw new InstallationException(
                    "the machine was stopped from outside (%s)%s".formatted(state, inPhase()), "");
        }
    }

    private static String text(CommandException e) {
        return String.valueOf(e.getMessage());
    }

    private String inPhase() {
        return monitor.phase().map(phase -> " during: " + phase).orElse("");
    }
}
