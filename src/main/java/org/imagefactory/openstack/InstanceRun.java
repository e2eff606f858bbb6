package org.imagefactory.openstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.imagefactory.console.ConsoleReader;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.UploadException;
import org.imagefactory.machine.MachineException;
import org.imagefactory.machine.MachineState;
import org.imagefactory.machine.RunningMachine;

/**
 * Asks for the console and the state of an instance again and again, in the thread of whoever waits
 * for its end: less often the more instances there are.
 */
final class InstanceRun implements RunningMachine {

    private static final long SHORTEST_MILLISECONDS = 1_000;

    /** So many instances together are asked for each second, at most. */
    private static final int QUESTIONS = 10;

    /** The state is asked for with every so many questions for the console. */
    private static final int STATE_EVERY = 3;

    /** A cloud that does not answer for longer is given up. */
    private static final long UNREACHABLE_NANOS = 600_000_000_000L;

    /** The first words of a kernel, with or without the time in front. */
    private static final Pattern KERNEL =
            Pattern.compile("(?m)^(?:\\[ *0\\.0{6}] )?Linux version [0-9]");

    /**
     * What is left of a change of colours without its escape character, which Nova leaves out; but
     * {@code [main]} is a word.
     */
    private static final Pattern COLOURS = Pattern.compile("\\[(?:[0-9;]{1,20}m|m(?![a-z0-9_-]))");

    private final Cloud cloud;
    private final String server;
    private final ConsoleReader console;
    private final boolean onlyOnce;
    private final String mark;
    private final ConsoleTail tail = new ConsoleTail();
    private long next = System.nanoTime();
    private long answered = System.nanoTime();
    private int questions;
    private int kernels;
    private boolean stopped;
    private boolean began;
    private boolean closed;
    private Optional<MachineState> end = Optional.empty();

    /**
     * @param onlyOnce whether its guest must not start a second time
     * @param mark of its images
     */
    InstanceRun(Cloud cloud, String server, ConsoleReader console, boolean onlyOnce, String mark) {
        this.cloud = cloud;
        this.server = server;
        this.console = console;
        this.onlyOnce = onlyOnce;
        this.mark = mark;
        cloud.running().incrementAndGet();
    }

    @Override
    public boolean began() {
        return began;
    }

    Optional<MachineState> state() {
        return end;
    }

    @Override
    public boolean ended(long milliseconds) throws MachineException, InterruptedException {
        if (end.isPresent()) {
            return true;
        }
        long left = (next - System.nanoTime()) / 1_000_000;
        if (left > 0) {
            Thread.sleep(Math.min(left, milliseconds));
            return false;
        }
        try {
            ask();
            answered = System.nanoTime();
        } catch (IOException e) {
            unreachable(e, "OpenStack does not answer: " + PrintableText.of(e + ""));
        } catch (CloudException e) {
            if (!e.isPassing()) {
                throw new MachineException(e.reason(), "", began, e);
            }
            unreachable(e, e.reason());
        } catch (UploadException e) {
            unreachable(e, String.valueOf(e.getMessage()));
        }
        next = System.nanoTime() + interval() * 1_000_000;
        if (end.isPresent()) {
            console.end();
        }
        return end.isPresent();
    }

    private long interval() {
        return Math.max(SHORTEST_MILLISECONDS, cloud.running().get() * (1_000L / QUESTIONS));
    }

    /** The guest works on while nobody can ask for it. */
    private void unreachable(Exception e, String reason) throws MachineException {
        if (System.nanoTime() - answered > UNREACHABLE_NANOS) {
            throw new MachineException(reason, "look at the addresses and the network", began, e);
        }
    }

    private void ask()
            throws CloudException,
                    UploadException,
                    IOException,
                    InterruptedException,
                    MachineException {
        Optional<String> text = stopped ? Optional.empty() : cloud.nova().console(server);
        if (text.isPresent()) {
            feed(tail.news(text.get()));
        }
        questions++;
        if (text.isEmpty() || !began || questions % STATE_EVERY == 0) {
            look();
        }
    }

    private void feed(String text)
            throws CloudException, UploadException, IOException, InterruptedException {
        if (text.isEmpty()) {
            return;
        }
        if (tail.missed()) {
            console.missed();
        }
        Optional<MatchResult> second =
                KERNEL.matcher(text).results().skip(kernels > 0 ? 0 : 1).findFirst();
        kernels += (int) KERNEL.matcher(text).results().count();
        if (onlyOnce && second.isPresent()) {
            // The cloud starts the installer again, and that must not get to the disk.
            cloud.nova().stop(server);
            stopped = true;
        }
        String heard = stopped ? text.substring(0, second.orElseThrow().start()) : text;
        // Nova leaves out carriage returns, without which a screen's lines have no beginning.
        String whole =
                COLOURS.matcher(heard).replaceAll("").replace("\r\n", "\n").replace("\n", "\r\n");
        console.feed(ByteBuffer.wrap(whole.getBytes(UTF_8)));
    }

    private void look()
            throws CloudException,
                    UploadException,
                    IOException,
                    InterruptedException,
                    MachineException {
        Optional<Server> found = cloud.nova().look(server);
        if (found.isEmpty()) {
            throw new MachineException(
                    "the instance " + server + " is gone from OpenStack",
                    "who else uses the project?",
                    began,
                    new IOException("404"));
        }
        switch (found.get().status()) {
            case "ACTIVE" -> begin();
            case "ERROR" -> throw failed(found.get());
            case "SHUTOFF" -> {
                begin();
                end =
                        Optional.of(
                                new MachineState(
                                        MachineState.Kind.FINE,
                                        stopped ? "stopped when it started again" : "SHUTOFF"));
            }
            case "PAUSED", "SUSPENDED", "SOFT_DELETED", "SHELVED", "SHELVED_OFFLOADED" ->
                    end =
                            Optional.of(
                                    new MachineState(
                                            MachineState.Kind.STOPPED, found.get().status()));
            default -> {
                // being made
            }
        }
    }

    /** The hypervisor has copied what it boots: nothing secret need lie in the cloud any longer. */
    private void begin() throws InterruptedException {
        if (began) {
            return;
        }
        began = true;
        try {
            cloud.removeImages(mark);
        } catch (IOException | UploadException e) {
            // removed with the instance
        }
    }

    private MachineException failed(Server found) {
        String fault = found.fault();
        String advice =
                fault.contains("No valid host")
                        ? "no host of the cloud has room for this flavor in this availability zone"
                        : "";
        return new MachineException(
                "the instance is in error: " + PrintableText.of(fault),
                advice,
                began,
                new IOException(found.id()));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            cloud.running().decrementAndGet();
        }
    }
}
