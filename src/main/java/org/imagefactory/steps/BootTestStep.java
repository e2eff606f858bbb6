package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.imagefactory.disk.ChecksumFile;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.evidence.Evidence;
import org.imagefactory.evidence.LastScreen;
import org.imagefactory.machine.BootTestMachine;
import org.imagefactory.machine.InstallationMachine;
import org.imagefactory.machine.VirtualMachine;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BootResult;
import org.imagefactory.report.Fact;
import org.imagefactory.report.Facts;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.tools.DiskFailures;

/**
 * Boots the finished image, in its final format, before anybody gets it, and proves by its digest
 * that the test did not change it.
 */
public final class BootTestStep implements Step {

    /** Others may pass through: with qemu:///system the hypervisor runs as another user. */
    private static final String FOLDER_MODE = "rwx--x--x";

    private final ImageSpec spec;
    private final Workspace workspace;
    private final BootTester tester;
    private final Evidence evidence;

    /**
     * @param spec what has been built
     * @param workspace names the image and the machine
     * @param tester runs the machine
     * @param evidence is collected if the test fails once there can be a machine
     */
    BootTestStep(ImageSpec spec, Workspace workspace, BootTester tester, Evidence evidence) {
        this.spec = spec;
        this.workspace = workspace;
        this.tester = tester;
        this.evidence = evidence;
    }

    @Override
    public String name() {
        return "boot-test";
    }

    @Override
    public String description() {
        return "boot the image on a throw-away copy";
    }

    @Override
    public List<String> preview() {
        List<String> lines = new ArrayList<>(tester.preview(subject()));
        lines.add("compare the SHA-256 checksum of " + image() + " with its checksum file");
        return lines;
    }

    @Override
    public Repetition repetition() {
        return Repetition.POSSIBLE;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        Facts facts = context.facts();
        facts.value(Fact.BOOT_TEST, "failed");
        context.cleanup().onFailure("keep the boot test's console log", this::keepConsoleLog);
        makeFolder();
        BootResult result =
                tester.run(
                        subject(),
                        context.listener(),
                        (machine, undos) ->
                                evidence.collectOnFailure(
                                        evidenceOf(machine), undos, context.listener()));
        requireUnchanged(context);
        keepScreen(context);
        facts.value(Fact.BOOT_TEST, "passed");
        facts.value(Fact.BOOT_PROOF, Choice.name(result.proof()));
        facts.value(Fact.BOOT_SECONDS, result.seconds());
        facts.value(Fact.BOOT_GUEST_SECONDS, result.guestSeconds());
        facts.value(Fact.BOOT_UNITS, result.unitsAsked() ? "none failed" : "unknown");
        result.offSeconds().ifPresent(seconds -> facts.value(Fact.BOOT_OFF_SECONDS, seconds));
        context.listener()
                .note(
                        "the image booted in %s s (%s)%s"
                                .formatted(
                                        result.seconds(),
                                        Choice.name(result.proof()),
                                        result.offSeconds()
                                                .map(" and was off after %s s"::formatted)
                                                .orElse("")));
    }

    private Evidence.Source evidenceOf(VirtualMachine machine) {
        return new Evidence.Source(
                "boot", machine, workspace.bootConsoleLog(), Optional.empty(), Optional.empty());
    }

    private DiskFormat format() {
        return spec.disk().format();
    }

    private Path image() {
        return workspace.staged(format());
    }

    private BootSubject subject() {
        BootTestMachine definition =
                new BootTestMachine(
                        workspace.bootDomainName(),
                        workspace.key(),
                        spec.machine(),
                        InstallationMachine.isPlain(spec),
                        workspace.bootFolder(),
                        GuestClock.most(spec.proofs().boot().timeout()),
                        image(),
                        format());
        return new BootSubject(
                definition,
                spec.proofs().boot(),
                AgentPresence.in(workspace.document(DocumentKind.PACKAGES)),
                workspace.bootConsoleLog());
    }

    private void makeFolder() throws BuildException, InterruptedException {
        try {
            // The creation mode would be cut by the umask.
            Files.setPosixFilePermissions(
                    Files.createDirectories(workspace.bootFolder()),
                    PosixFilePermissions.fromString(FOLDER_MODE));
        } catch (IOException e) {
            throw DiskFailures.io("preparing the boot test", workspace.staging(), e);
        }
    }

    private void requireUnchanged(StepContext context) throws BuildException, InterruptedException {
        context.listener().progress("computing the checksum again", OptionalInt.empty());
        try {
            String before = ChecksumFile.read(workspace.stagedChecksum(format()));
            String after = FileDigest.sha256(image(), done -> {});
            if (!after.equals(before)) {
                throw new ImageCheckException(
                        "the image was changed while it was tested: its SHA-256 is %s, it was %s"
                                .formatted(after, before),
                        "does another program write to %s?".formatted(workspace.staging()));
            }
        } catch (IOException e) {
            throw DiskFailures.io("computing the checksum again", workspace.staging(), e);
        }
    }

    /** For whoever wants to see it; an image that boots does not fail for want of it. */
    private void keepScreen(StepContext context) {
        try {
            context.facts()
                    .value(Fact.BOOT_SCREEN, LastScreen.of(workspace.bootConsoleLog(), spec));
        } catch (IOException e) {
            context.listener().warning("cannot read the boot test's last screen: " + e);
        }
    }

    private void keepConsoleLog() throws IOException {
        if (Files.exists(workspace.bootConsoleLog())) {
            Files.move(
                    workspace.bootConsoleLog(),
                    workspace.publishedBootConsoleLog(),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
