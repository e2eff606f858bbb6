package org.imagefactory.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.OutputListener;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.VirtType;

/**
 * guestfish, the shell of libguestfs: works on file systems that e2fsprogs cannot open, in an
 * appliance with a kernel of its own, without root. Starting it takes seconds, a minute without
 * KVM; so everything that belongs together is one script.
 */
public final class Guestfish {

    /** In the image's folder while guestfish runs. */
    static final String REQUESTS = "guestfish-requests";

    static final String MARK = "image-factory-appliance-runs";

    /** A check of a large file system under emulation. */
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private static final Duration VERSION_LIMIT = Duration.ofSeconds(30);
    private static final int MOST_LINES = 10_000;
    private static final int LAST_LINES = 10;

    /** The appliance itself has ended: killed, or out of memory. */
    private static final String CRASH = "appliance closed the connection";

    private final ProcessRunner runner;
    private final VirtType wanted;
    private Optional<Boolean> emulated = Optional.empty();

    /**
     * @param wanted what the image's machine runs on; where that is KVM or left open, the appliance
     *     has KVM if it works
     */
    public Guestfish(ProcessRunner runner, VirtType wanted) {
        this.runner = runner;
        this.wanted = wanted;
    }

    /**
     * Runs the commands of a file in a folder.
     *
     * @param emulated never with KVM; otherwise libguestfs decides by what the device looks like
     */
    public static Command command(Path folder, boolean emulated) {
        Map<String, String> environment = new TreeMap<>();
        // without libvirt, which could run as another user and see neither disk nor appliance
        environment.put("LIBGUESTFS_BACKEND", "direct");
        environment.put("LIBGUESTFS_TMPDIR", folder.toString());
        if (emulated) {
            environment.put("LIBGUESTFS_BACKEND_SETTINGS", "force_tcg");
        }
        return Command.of(Program.GUESTFISH, "-f", REQUESTS)
                .in(folder)
                .with(environment)
                .within(LIMIT);
    }

    /** Whether there is a guestfish at all. */
    public boolean isInstalled() throws InterruptedException {
        try {
            runner.run(Command.of(Program.GUESTFISH, "--version").within(VERSION_LIMIT).quietly());
            return true;
        } catch (CommandException e) {
            return false;
        }
    }

    /**
     * Runs a script.
     *
     * @param doing what is being done, for messages
     * @return what its commands print
     * @throws ImageCheckException a command failed: something is wrong with the image
     * @throws HostException the appliance does not run here
     */
    public List<String> run(String doing, GuestfishScript script)
            throws BuildException, InterruptedException {
        Path folder = script.folder();
        Path requests = folder.resolve(REQUESTS);
        List<String> out = Collections.synchronizedList(new ArrayList<>());
        try {
            Files.writeString(requests, script.text(MARK), StandardCharsets.US_ASCII);
            try {
                runner.run(command(folder, isEmulated(folder)), (s, line) -> keep(out, s, line));
            } finally {
                Files.deleteIfExists(requests);
            }
        } catch (CommandFailedException e) {
            throw failure(doing, e, out.contains(MARK));
        } catch (CommandException e) {
            throw DiskFailures.command(doing, folder, e);
        } catch (IOException e) {
            throw DiskFailures.io(doing, folder, e);
        }
        return out.stream().skip(out.indexOf(MARK) + 1L).toList();
    }

    private synchronized boolean isEmulated(Path folder) throws InterruptedException {
        if (emulated.isEmpty()) {
            emulated =
                    Optional.of(
                            wanted == VirtType.QEMU
                                    || pc(folder).obstacle(Architecture.AMD64).isPresent());
        }
        return emulated.get();
    }

    /** On a host with other processors the probe fails, and the appliance is emulated. */
    private KvmProbe pc(Path folder) {
        return new KvmProbe(runner, folder, Optional.of(Architecture.AMD64));
    }

    private static void keep(List<String> lines, OutputListener.Stream stream, String line) {
        if (stream == OutputListener.Stream.OUT && lines.size() < MOST_LINES) {
            lines.add(line);
        }
    }

    private static BuildException failure(
            String doing, CommandFailedException e, boolean applianceRuns) {
        List<String> lines = e.lastLines().stream().filter(line -> !line.equals(MARK)).toList();
        String reason =
                lines.stream()
                        .skip(Math.max(0, lines.size() - LAST_LINES))
                        .collect(Collectors.joining("\n"));
        if (applianceRuns && !reason.contains(CRASH)) {
            return new ImageCheckException(
                    "%s: guestfish says:\n%s".formatted(doing, reason),
                    "look at the installer's console output for disk errors and build again",
                    e);
        }
        return new HostException(
                "%s: libguestfs does not work here:\n%s".formatted(doing, reason),
                "'libguestfs-test-tool' tells more; there must be a kernel in /boot that this user"
                        + " may read, and for xfs on Debian the package "
                        + Program.XFS_REPAIR.debianPackage(),
                e);
    }
}
