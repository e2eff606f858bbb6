package org.imagefactory.libvirt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandResult;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;

/** virsh: looks at virtual machines and removes them. */
final class Virsh {

    /** A libvirt that has to look at QEMU anew takes minutes where KVM does not work. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final Set<Integer> ANY_STATUS = Set.of(0, 1);

    /** How long a guest's agent may take for an answer; one that is not there is no wait. */
    private static final int AGENT_SECONDS = 5;

    private static final Pattern FORWARDED =
            Pattern.compile(
                    "TCP\\[HOST_FORWARD]\\s+\\d+\\s+127\\.0\\.0\\.1\\s+(\\d{1,5})\\s+\\S+\\s+22\\s");
    private static final Pattern USED_INDEX = Pattern.compile("\"used-idx\":\\s*([0-9]{1,9})");

    private final ProcessRunner runner;
    private final String connect;

    /**
     * @param runner starts virsh
     * @param connect libvirt connection URI
     */
    Virsh(ProcessRunner runner, String connect) {
        this.runner = runner;
        this.connect = connect;
    }

    /** The libvirt connection URI. */
    String connect() {
        return connect;
    }

    /**
     * Ends a machine the hard way and makes libvirt forget it. There need not be one.
     *
     * @throws CommandException no libvirt, or the machine is still there
     */
    void remove(String domain) throws CommandException, InterruptedException {
        if (!names("list", "--all", "--name").contains(domain)) {
            return;
        }
        tryTo("destroy", domain); // fails when it does not run
        Command undefine = command("undefine", "--nvram", domain).succeedingWith(ANY_STATUS);
        CommandResult result = runner.run(undefine);
        // One that was never defined for good is gone once it is destroyed.
        if (result.exitStatus() != 0 && names("list", "--all", "--name").contains(domain)) {
            run("undefine", "--nvram", domain);
        }
    }

    /**
     * What state a machine is in and why, such as {@code shut off (destroyed)}; empty when there is
     * none.
     */
    Optional<String> state(String domain) throws InterruptedException {
        try {
            return run("domstate", "--reason", domain).output().stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst();
        } catch (CommandException e) {
            return Optional.empty();
        }
    }

    /** What a machine has done so far; empty when there is none. */
    Optional<DomainStats> stats(String domain) throws InterruptedException {
        try {
            return Optional.of(
                    DomainStats.parse(
                            runner.run(
                                            command(
                                                            "domstats",
                                                            "--state",
                                                            "--vcpu",
                                                            "--block",
                                                            domain)
                                                    .quietly())
                                    .output()));
        } catch (CommandException e) {
            return Optional.empty();
        }
    }

    /**
     * The definition of a machine as libvirt has it now, in XML.
     *
     * @throws CommandException there is no such machine
     */
    String definition(String domain) throws CommandException, InterruptedException {
        return runner.run(command("dumpxml", domain).quietly()).text();
    }

    /**
     * Writes what the first graphical screen of a running machine shows, as the hypervisor will
     * have it.
     *
     * @param file replaced when it exists
     * @throws CommandException the machine does not run or has no screen
     */
    void screenshot(String domain, Path file) throws CommandException, InterruptedException {
        run("screenshot", domain, "--file", file.toString());
    }

    /**
     * How many packets the first virtio network card has received and sent, modulo 2^16 each.
     * libvirt counts nothing on a user network, QEMU (7.2 or newer) tells it only by its monitor;
     * empty where it does not.
     */
    OptionalLong packets(String domain) throws InterruptedException {
        long sum = 0;
        for (int queue : List.of(0, 1)) {
            String question =
                    "{\"execute\":\"x-query-virtio-queue-status\",\"arguments\":{\"path\":"
                            + "\"/machine/peripheral/net0/virtio-backend\",\"queue\":"
                            + queue
                            + "}}";
            try {
                CommandResult answer =
                        runner.run(command("qemu-monitor-command", domain, question).quietly());
                Matcher matcher = USED_INDEX.matcher(answer.text());
                if (!matcher.find()) {
                    return OptionalLong.empty();
                }
                sum += Long.parseLong(matcher.group(1));
            } catch (CommandException e) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(sum);
    }

    /**
     * Asks the guest's QEMU agent.
     *
     * @param question JSON
     * @return JSON, of the guest's making
     * @throws CommandException there is no agent, or it refuses
     */
    String askAgent(String domain, String question) throws CommandException, InterruptedException {
        String limit = Integer.toString(AGENT_SECONDS);
        return runner.run(
                        command("qemu-agent-command", "--timeout", limit, domain, question)
                                .quietly())
                .text();
    }

    /**
     * Makes the guest's SSH server reachable on a port of the host's loopback, which the host
     * chooses: so no other program can have taken it. libvirt has no words for that on a user
     * network, QEMU's monitor has.
     *
     * @return the port; empty where it cannot be done
     */
    OptionalInt forwardSsh(String domain) throws InterruptedException {
        try {
            Matcher known = FORWARDED.matcher(monitor(domain, "info usernet") + " ");
            if (known.find()) {
                return OptionalInt.of(Integer.parseInt(known.group(1)));
            }
            monitor(domain, "hostfwd_add hostnet0 tcp:127.0.0.1:0-:22");
            Matcher added = FORWARDED.matcher(monitor(domain, "info usernet") + " ");
            return added.find()
                    ? OptionalInt.of(Integer.parseInt(added.group(1)))
                    : OptionalInt.empty();
        } catch (CommandException e) {
            return OptionalInt.empty();
        }
    }

    private String monitor(String domain, String line)
            throws CommandException, InterruptedException {
        return runner.run(command("qemu-monitor-command", "--hmp", domain, line).quietly()).text();
    }

    /**
     * Makes a storage pool of a folder until it is removed or libvirt ends. virt-install makes one,
     * for ever, of each disk's folder that has none.
     */
    void createPool(String name, Path folder) throws CommandException, InterruptedException {
        run("pool-create-as", name, "dir", "--target", folder.toString());
    }

    /**
     * Makes libvirt forget a storage pool, if there is one; the files stay.
     *
     * @throws CommandException the pool is still there
     */
    void removePool(String name) throws CommandException, InterruptedException {
        if (names("pool-list", "--name").contains(name)) {
            run("pool-destroy", name);
        }
    }

    /**
     * Presses the power button of a running machine.
     *
     * @throws CommandException the machine does not run
     */
    void pressPowerButton(String domain) throws CommandException, InterruptedException {
        run("shutdown", "--mode", "acpi", domain);
    }

    private void tryTo(String... arguments) throws InterruptedException {
        try {
            runner.run(command(arguments).succeedingWith(ANY_STATUS));
        } catch (CommandException e) {
            // Nobody depends on it; the log has the error.
        }
    }

    private List<String> names(String... arguments) throws CommandException, InterruptedException {
        return run(arguments).output().stream().map(String::strip).toList();
    }

    private CommandResult run(String... arguments) throws CommandException, InterruptedException {
        return runner.run(command(arguments));
    }

    private Command command(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--connect", connect));
        all.addAll(List.of(arguments));
        return Command.of(Program.VIRSH, all).within(LIMIT);
    }
}
