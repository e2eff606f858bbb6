package org.imagefactory.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.files.Ownership;
import org.imagefactory.files.WholeFile;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.manifest.Distribution;
import org.imagefactory.manifest.OsRelease;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.ScapPolicy;
import org.imagefactory.tools.DiskTools;

/** Has OpenSCAP judge an installed system by the rules of a security guide, without booting it. */
public final class ScapEvaluator {

    private static final String RESULTS = "results/results.xml";
    private static final String REPORT = "results/report.html";

    /** Many times what oscap writes about the largest guides. */
    private static final long LARGEST = 256L << 20;

    private final DiskTools tools;
    private final ScapSandbox sandbox;
    private final Clock clock;

    public ScapEvaluator(DiskTools tools, ScapSandbox sandbox, Clock clock) {
        this.tools = tools;
        this.sandbox = sandbox;
        this.clock = clock;
    }

    /**
     * @param folder absolute, empty, on a file system with room for the image's files; the caller
     *     has {@link ScapSandbox#remove} remove it
     * @param report gets what oscap writes for people, in the same file system
     * @throws HostException there is no guide for the system, or it has no such profile
     */
    public ScapResult evaluate(InstalledDisk disk, ScapPolicy policy, Path folder, Path report)
            throws BuildException, IOException, CommandException, InterruptedException {
        String system = system(disk);
        ScapContent content = content(system, policy);
        String profile =
                content.profile(policy.profile())
                        .orElseThrow(() -> noProfile(content, policy.profile()));
        ScapTree.write(disk, tools.guestfish(), folder);
        List<String> problems = sandbox.evaluate(folder, content.file(), profile);
        XccdfResults results = XccdfResults.read(regular(folder.resolve(RESULTS)));
        Path written = regular(folder.resolve(REPORT));
        Files.setPosixFilePermissions(written, PosixFilePermissions.fromString(WholeFile.PUBLIC));
        Files.move(written, report);
        return new ScapResult(
                system,
                content.file().toFile().getName(),
                profile,
                clock.instant(),
                results.score(),
                results.numbers(),
                results.failed(),
                problems);
    }

    /**
     * @throws ImageCheckException the score is too low, or there is none
     */
    public static void require(ScapResult result, ScapPolicy policy) throws ImageCheckException {
        if (policy.least() == 0 || (result.judged() > 0 && result.score() >= policy.least())) {
            return;
        }
        throw new ImageCheckException(
                "the image does not reach %s=%d: %s"
                        .formatted(Field.SCAP_GATE, policy.least(), result.summary()),
                result.judged() == 0
                        ? "the guide is for another system than this: check " + Field.SCAP_CONTENT
                        : "have the answer file see to what these rules ask for: "
                                + String.join(
                                        ", ",
                                        result.failed().stream()
                                                .map(ScapRule::id)
                                                .limit(10)
                                                .toList())
                                + (result.failed().size() > 10 ? ", …" : ""));
    }

    /** There is no guide for a system on this host. */
    public static HostException noContent(String system) {
        String others = String.join(", ", ScapContent.installed());
        return new HostException(
                "there is no security guide for %s in %s%s"
                        .formatted(
                                system,
                                ScapContent.FOLDER,
                                others.isEmpty() ? "" : ", only for " + others),
                "install a package that has it (ssg-debian, ssg-debderived, ssg-applications,"
                        + " scap-security-guide), or name its data stream with "
                        + Field.SCAP_CONTENT);
    }

    /** A guide does not have the profile that was asked for. */
    public static HostException noProfile(ScapContent content, String wanted) {
        return new HostException(
                "%s has no profile '%s'".formatted(content.file(), wanted),
                "its profiles are: " + content.names());
    }

    private ScapContent content(String system, ScapPolicy policy)
            throws HostException, IOException, InterruptedException {
        Optional<Path> file =
                policy.content().or(() -> ScapSystems.product(system).map(ScapContent::of));
        if (file.isEmpty() || !Files.exists(file.get())) {
            throw noContent(system.isEmpty() ? "a system without a name" : system);
        }
        try {
            return ScapContent.read(file.get());
        } catch (IOException e) {
            throw new IOException("%s %s".formatted(file.get(), e.getMessage()), e);
        }
    }

    private String system(InstalledDisk disk)
            throws IOException, CommandException, InterruptedException {
        return OsRelease.read(new GuestFiles(tools.debugfs(), disk.locate(disk.root())))
                .map(Distribution::label)
                .orElse("");
    }

    private static Path regular(Path file) throws IOException {
        Ownership.requireRegular(file);
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is larger than any result of oscap");
        }
        return file;
    }
}
