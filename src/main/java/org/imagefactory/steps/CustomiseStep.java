package org.imagefactory.steps;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.imagefactory.customisation.CustomisationMonitor;
import org.imagefactory.customisation.CustomisationScript;
import org.imagefactory.customisation.PayloadDisk;
import org.imagefactory.customisation.Starter;
import org.imagefactory.customisation.Transport;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.error.InstallationException;
import org.imagefactory.evidence.Evidence;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.guest.GuestWriter;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.guest.NewFile;
import org.imagefactory.machine.CustomisationMachine;
import org.imagefactory.machine.Engine;
import org.imagefactory.machine.InstallationMachine;
import org.imagefactory.machine.MarkerNonce;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Fact;
import org.imagefactory.report.FileFact;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.Customisation;
import org.imagefactory.spec.GuestCommand;
import org.imagefactory.spec.GuestContent;
import org.imagefactory.spec.GuestFile;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Secrets;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.DiskTools;

/**
 * Boots the installed disk and lets its system do what was asked for with itself: repositories,
 * commands, packages, files. When it is off, what was left of that start is taken from the disk,
 * which is then checked like one that an installer left.
 */
public final class CustomiseStep implements Step {

    private static final String DOING = "preparing the customisation";

    private final ImageSpec spec;
    private final Workspace workspace;
    private final Engine engine;
    private final DiskTools tools;
    private final Evidence evidence;
    private final LongSupplier nanoTime;

    /**
     * @param spec what has been installed, and what is asked for
     * @param workspace names the files and the machine
     * @param engine runs the machine
     * @param evidence is collected if the step fails once there can be a machine
     * @param nanoTime a clock that never jumps, in nanoseconds
     */
    CustomiseStep(
            ImageSpec spec,
            Workspace workspace,
            Engine engine,
            DiskTools tools,
            Evidence evidence,
            LongSupplier nanoTime) {
        this.spec = spec;
        this.workspace = workspace;
        this.engine = engine;
        this.tools = tools;
        this.evidence = evidence;
        this.nanoTime = nanoTime;
    }

    @Override
    public String name() {
        return "customise";
    }

    @Override
    public String description() {
        return "let the installed system customise itself";
    }

    @Override
    public List<String> preview() {
        List<String> lines = new ArrayList<>(wanted().preview());
        lines.addAll(engine.preview(definition()));
        return lines;
    }

    private Customisation wanted() {
        return spec.system().customisation();
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        long start = nanoTime.getAsLong();
        String nonce = "if" + MarkerNonce.create().word();
        InstalledDisk disk = read(context);
        Starter starter = starter(disk);
        context.cleanup()
                .always(
                        "remove " + workspace.customisationDisk(),
                        () -> Files.deleteIfExists(workspace.customisationDisk()));
        CustomisationScript script = payload(starter, nonce, context);
        install(starter, nonce, disk);

        CustomisationMonitor words =
                new CustomisationMonitor(
                        script, nonce, Secrets.unmistakable(spec), context.listener());
        new CustomisationRun(engine, evidence, workspace.customisationConsoleLog(), nanoTime)
                .run(definition(), spec.proofs().boot().timeout(), words, context.listener());
        keepFacts(words);
        checkDisk(starter, words, context);
        context.facts().value(Fact.CUSTOMISATION, wanted().summary());
        context.facts()
                .value(
                        Fact.CUSTOMISATION_SECONDS,
                        Long.toString(Duration.ofNanos(nanoTime.getAsLong() - start).toSeconds()));
        context.listener().note("the system customised itself: " + wanted().summary());
    }

    private InstalledDisk read(StepContext context) throws BuildException, InterruptedException {
        return new DiskReader(tools.debugfs(), tools.guestfish())
                .read(workspace.rawDisk(), spec.disk().onePartition(), context.listener()::note);
    }

    private Starter starter(InstalledDisk disk) throws BuildException, InterruptedException {
        GuestFiles files = new GuestFiles(tools.debugfs(), disk.locate(disk.root()));
        try {
            for (Starter starter : Starter.ALL) {
                if (files.resolve(starter.sign()).isPresent()) {
                    return takesDisks() ? starter : starter.carrying();
                }
            }
        } catch (IOException e) {
            throw DiskFailures.io(DOING, workspace.staging(), e);
        } catch (CommandException e) {
            throw DiskFailures.command(DOING, workspace.staging(), e);
        }
        throw new ImageCheckException(
                "the installed system cannot be customised: it has neither systemd nor an"
                        + " /etc/inittab",
                "");
    }

    private boolean takesDisks() {
        return spec.machine().engine().takesDisks();
    }

    private CustomisationScript payload(Starter starter, String nonce, StepContext context)
            throws BuildException, InterruptedException {
        Customisation wanted = wanted();
        try (PayloadDisk payload = PayloadDisk.create(workspace.customisationDisk())) {
            for (GuestFile file : wanted.files()) {
                add(payload, file.named(), file.content(), context);
            }
            for (GuestCommand command : wanted.everyCommand()) {
                add(payload, command.named(), command.content(), context);
            }
            Transport transport = payload.transport();
            CustomisationScript script =
                    CustomisationScript.of(
                            wanted, spec.installerProxy(), nonce, starter.traces(), transport);
            payload.finish(script.text(), nonce);
            return script;
        } catch (IOException e) {
            throw DiskFailures.io(DOING, workspace.staging(), e);
        }
    }

    private static void add(
            PayloadDisk payload, String name, GuestContent content, StepContext context)
            throws IOException, HostException {
        if (content instanceof GuestContent.Stored stored && !Files.isReadable(stored.file())) {
            throw new HostException("%s: cannot read %s".formatted(name, stored.file()), "");
        }
        PayloadDisk.Piece piece = payload.add(content);
        context.facts()
                .input(new FileFact(name, "customisation", piece.bytes(), piece.digest().hex()));
    }

    /** Writes what starts the script into the disk. */
    private void install(Starter starter, String nonce, InstalledDisk disk)
            throws BuildException, InterruptedException {
        Map<NewFile, Path> files = new LinkedHashMap<>();
        try {
            for (NewFile file : starter.files()) {
                if (Starter.carried(file)) {
                    files.put(file, workspace.customisationDisk());
                    continue;
                }
                Path source = workspace.staging().resolve("starter-" + files.size());
                files.put(file, source);
                Files.writeString(source, starter.text(file, nonce), StandardCharsets.US_ASCII);
            }
            new GuestWriter(tools.debugfs(), tools.guestfish()).write(disk, files, starter.links());
            for (Path source : files.values()) {
                Files.delete(source);
            }
        } catch (IOException e) {
            throw DiskFailures.io(DOING, workspace.staging(), e);
        }
    }

    /**
     * The name is that of the installation machine, which is gone: one is looked for after a crash.
     */
    private CustomisationMachine definition() {
        return new CustomisationMachine(
                workspace.domainName(),
                workspace.key(),
                spec.machine(),
                InstallationMachine.isPlain(spec),
                workspace.staging(),
                wanted().limit(),
                workspace.rawDisk(),
                Optional.of(workspace.customisationDisk()).filter(any -> takesDisks()),
                CustomisationScript.PORT);
    }

    private void keepFacts(CustomisationMonitor words) throws BuildException, InterruptedException {
        if (wanted().packageFacts().isEmpty()) {
            return;
        }
        if (!words.factsWhole()) {
            throw new InstallationException(
                    "the customisation failed: what the system told of its packages was not heard"
                            + " to its end",
                    "let its icicle's extra_command print less, or leave it out");
        }
        try {
            Files.write(workspace.document(DocumentKind.PACKAGE_FACTS), words.facts());
        } catch (IOException e) {
            throw DiskFailures.io("writing facts about packages", workspace.staging(), e);
        }
    }

    /** The copy of a root file system that only libguestfs can open shows how it was before. */
    private void checkDisk(Starter starter, CustomisationMonitor words, StepContext context)
            throws BuildException, InterruptedException {
        try {
            DiskReader.forget(workspace.rawDisk());
            new CheckDiskStep(workspace, spec.disk(), tools).run(context);
            InstalledDisk disk = read(context);
            GuestFiles files = new GuestFiles(tools.debugfs(), disk.locate(disk.root()));
            for (String trace : starter.traces()) {
                if (!files.find(trace).isEmpty()) {
                    throw new ImageCheckException(
                            (words.done()
                                            ? "the customisation left %s in the image"
                                            : "the machine switched itself off before the"
                                                    + " customisation was done: %s is left")
                                    .formatted(trace),
                            "");
                }
            }
            Optional<byte[]> id = files.read("/etc/machine-id", 4096);
            String text = new String(id.orElse(new byte[0]), StandardCharsets.UTF_8).strip();
            if (!text.isEmpty() && !text.equals("uninitialized")) {
                throw new ImageCheckException(
                        "the customisation left a machine's ID in /etc/machine-id",
                        "does a command make one?");
            }
        } catch (IOException e) {
            throw DiskFailures.io("reading the disk", workspace.staging(), e);
        } catch (CommandException e) {
            throw DiskFailures.command("reading the disk", workspace.staging(), e);
        }
    }
}
