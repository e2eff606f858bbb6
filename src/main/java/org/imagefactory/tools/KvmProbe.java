package org.imagefactory.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.CommandTimeoutException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.files.ScratchFolder;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Choice;

/**
 * Finds out whether KVM can really be used. The device being there says little: some hosts have a
 * {@code /dev/kvm} that starts a machine and then fails at what every kernel does. So a tiny
 * machine is booted with the processor that the installation would get. Takes 0.1 s where KVM
 * works. The machine is a PC: on other hosts, only the device is looked at.
 */
public final class KvmProbe {

    private static final Path DEVICE = Path.of("/dev/kvm");
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int SECTOR = 512;

    /** What QEMU exits with when the guest writes 42 to the debug exit device: 2 × 42 + 1. */
    private static final int PASSED = 85;

    /**
     * A boot sector that switches paging and long mode on and then ends QEMU with {@link #PASSED}:
     *
     * <pre>
     *   cli; ds = es = ss = 0; sp = 0x7c00
     *   clear 0x1000..0x3fff; [0x1000] = 0x2003; [0x2000] = 0x3003; [0x3000] = 0x83   page tables
     *   lgdt; cr4 = PAE; cr3 = 0x1000; EFER.LME = 1; cr0 |= PG | PE; far jump to 64-bit code
     *   out 0xf4, 42; hlt
     *   GDT: null, 64-bit code segment
     * </pre>
     */
    private static final String BOOT_SECTOR =
            "fa31c08ed88ec08ed0bc007cbf0010b90018fcf3abc70600100320c706002003"
                    + "30c706003083000f0116807c66b8200000000f22e066b8001000000f22d866b9"
                    + "800000c00f32660d000100000f300f20c0660d010000800f22c0ea5f7c0800bc"
                    + "00900000b02ae6f4f4ebfd0f1f440000000000000000000000000000009b2000"
                    + "0f00707c";

    private final ProcessRunner runner;
    private final Path temporaryFolder;
    private final Optional<Architecture> processors;

    /**
     * @param runner starts QEMU
     * @param temporaryFolder gets a file of 512 bytes for as long as the probe runs
     * @param processors of this host; empty if images cannot be built for them
     */
    public KvmProbe(ProcessRunner runner, Path temporaryFolder, Optional<Architecture> processors) {
        this.runner = runner;
        this.temporaryFolder = temporaryFolder;
        this.processors = processors;
    }

    /** Why KVM can never run machines with these processors here; empty when it may. */
    public Optional<String> foreign(Architecture wanted) {
        return foreign(processors, wanted);
    }

    /** The same for a host with such processors; empty ones are none of those that are known. */
    public static Optional<String> foreign(Optional<Architecture> host, Architecture wanted) {
        if (host.equals(Optional.of(wanted))) {
            return Optional.empty();
        }
        return Optional.of(
                "the image is for %s, this host is %s"
                        .formatted(
                                Choice.name(wanted),
                                host.map(Choice::name).orElse("something else")));
    }

    /**
     * Asks anew each time.
     *
     * @param wanted processors of the machine
     * @return why KVM cannot be used; empty when it can
     */
    public Optional<String> obstacle(Architecture wanted) throws InterruptedException {
        Optional<String> foreign = foreign(wanted);
        if (foreign.isPresent()) {
            return foreign;
        }
        if (!Files.exists(DEVICE)) {
            return Optional.of("there is no " + DEVICE);
        }
        if (!Files.isReadable(DEVICE) || !Files.isWritable(DEVICE)) {
            return Optional.of("no access to " + DEVICE + ": is the user in the group kvm?");
        }
        if (wanted != Architecture.AMD64) {
            return Optional.empty();
        }
        try {
            try (ScratchFolder scratch = ScratchFolder.in(temporaryFolder)) {
                return boot(Files.write(scratch.file("boot.raw"), bootSector()));
            }
        } catch (IOException e) {
            return Optional.of("cannot write a boot sector to try it with: " + e);
        }
    }

    private Optional<String> boot(Path disk) throws InterruptedException {
        try {
            runner.run(command("kvm", "host", disk));
            return Optional.empty();
        } catch (CommandTimeoutException e) {
            return Optional.of("a test machine hung on it");
        } catch (CommandFailedException e) {
            return Optional.of(
                    "a test machine failed on it"
                            + (e.lastLines().isEmpty() ? "" : ": " + e.lastLines().get(0)));
        } catch (CommandException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The machine that is booted; the accelerator is a parameter for the tests' sake. */
    static Command command(String accelerator, String processor, Path disk) {
        // A comma in an option value of QEMU is written twice.
        String file = disk.toString().replace(",", ",,");
        return Command.of(
                        Program.QEMU_SYSTEM_X86_64,
                        List.of(
                                "-nodefaults",
                                "-no-user-config",
                                "-machine",
                                "pc",
                                "-accel",
                                accelerator,
                                "-cpu",
                                processor,
                                "-m",
                                "16",
                                "-display",
                                "none",
                                "-no-reboot",
                                "-device",
                                "isa-debug-exit,iobase=0xf4,iosize=1",
                                "-drive",
                                "if=ide,format=raw,file=" + file))
                .within(LIMIT)
                .succeedingWith(Set.of(PASSED));
    }

    static byte[] bootSector() {
        byte[] sector = Arrays.copyOf(HexFormat.of().parseHex(BOOT_SECTOR), SECTOR);
        sector[SECTOR - 2] = 0x55;
        sector[SECTOR - 1] = (byte) 0xaa;
        return sector;
    }
}
