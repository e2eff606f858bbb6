package org.imagefactory.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.HostException;
import org.imagefactory.error.Problem;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.machine.Engine;
import org.imagefactory.pipeline.TemporaryFolder;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.ImageSpec;

/** Everything that can be known to go wrong before a build starts. Changes nothing. */
public final class Preflight {

    private final ProgramsCheck programs;
    private final Path temporaryFolder;
    private final List<Check> quick;
    private final List<Check> resumed;
    private final List<Check> slow;

    /**
     * @param runner starts validators and gpg
     * @param path where programs are looked for
     * @param temporaryFolder for what validators read
     * @param outputFolder where the images go
     * @param engine that machines shall run on
     * @param claims of the builds that run
     */
    public Preflight(
            ProcessRunner runner,
            SearchPath path,
            Path temporaryFolder,
            Path outputFolder,
            Engine engine,
            SpaceClaims claims) {
        this(
                runner,
                path,
                temporaryFolder,
                outputFolder,
                engine,
                new Host(Preflight::freeSpace, HostMemory.FILE),
                claims);
    }

    Preflight(
            ProcessRunner runner,
            SearchPath path,
            Path temporaryFolder,
            Path outputFolder,
            Engine engine,
            Host host,
            SpaceClaims claims) {
        this.programs = new ProgramsCheck(path, engine);
        this.temporaryFolder = temporaryFolder;
        this.quick =
                List.of(
                        new RulesCheck(),
                        programs,
                        engine::look,
                        new FilesCheck(),
                        new FoldersCheck(outputFolder),
                        new SpaceCheck(outputFolder, host.space(), claims),
                        new MemoryCheck(host.memory()),
                        new HooksCheck(path, outputFolder),
                        new SigningCheck(runner, path),
                        new ApplianceCheck(runner, path, temporaryFolder),
                        new ScapCheck(runner, path));
        this.resumed =
                List.of(
                        new RulesCheck(),
                        programs,
                        new FoldersCheck(outputFolder),
                        new HooksCheck(path, outputFolder),
                        new SigningCheck(runner, path),
                        new ApplianceCheck(runner, path, temporaryFolder),
                        new ScapCheck(runner, path));
        this.slow =
                List.of(
                        new TrustCheck(),
                        new AnswerSyntaxCheck(runner, path, temporaryFolder),
                        new ScriptsCheck(runner, path, temporaryFolder),
                        new AnswerPasswordsCheck(),
                        engine::lookClosely);
    }

    /**
     * What takes little time: for every build. Looks at files and folders; starts nothing but gpg,
     * for images that are signed, libguestfs, for root file systems that need it, and what shuts
     * oscap in, for images that it shall judge.
     */
    public List<Finding> quick(ImageSpec spec) throws InterruptedException {
        return look(quick, spec);
    }

    /**
     * The same for a build that goes on with an installed disk: what the installation takes, space
     * and memory above all, is not asked for again.
     */
    public List<Finding> resumed(ImageSpec spec) throws InterruptedException {
        return look(resumed, spec);
    }

    /** Everything. Starts validators and what the engine needs to find out about this host. */
    public List<Finding> thorough(ImageSpec spec) throws InterruptedException {
        List<Check> all = new ArrayList<>(quick);
        all.addAll(slow);
        return look(all, spec);
    }

    /** What is wrong with the files that the specification names: all that a dry run looks at. */
    public static List<Finding> files(ImageSpec spec) {
        return new FilesCheck().look(spec).stream().filter(Finding::isError).toList();
    }

    /** The programs that a build calls, alternatives included. */
    public Set<Program> programs(ImageSpec spec) {
        Set<Program> all = EnumSet.noneOf(Program.class);
        programs.needed(spec).forEach(all::addAll);
        return all;
    }

    /**
     * Does nothing unless there are errors.
     *
     * @throws BuildException all errors in one: a {@link ConfigurationException} if one of them is
     *     about the configuration, else a {@link HostException}
     */
    public static void require(List<Finding> findings) throws BuildException {
        List<Finding> errors = findings.stream().filter(Finding::isError).toList();
        if (errors.isEmpty()) {
            return;
        }
        List<String> advice =
                errors.stream()
                        .map(Finding::advice)
                        .filter(text -> !text.isEmpty())
                        .distinct()
                        .toList();
        String whatToDo = String.join("\n", advice);
        if (errors.stream().anyMatch(error -> error.category() == ExitStatus.CONFIGURATION)) {
            List<Problem> problems =
                    errors.stream().map(error -> new Problem(error.where(), error.text())).toList();
            throw new ConfigurationException(problems, whatToDo);
        }
        throw new HostException(
                String.join("\n", errors.stream().map(Finding::toString).toList()), whatToDo);
    }

    /**
     * What is looked at of the host.
     *
     * @param space of its file systems
     * @param memory the kernel's file about it
     */
    record Host(FreeSpace space, Path memory) {}

    /** Bytes that can be written to the file system of a folder. */
    @FunctionalInterface
    interface FreeSpace {
        long bytes(Path folder) throws IOException;
    }

    static long freeSpace(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Many checks need the folder, and each would say so in words of its own. */
    private List<Finding> look(List<Check> checks, ImageSpec spec) throws InterruptedException {
        try {
            TemporaryFolder.require(temporaryFolder);
        } catch (HostException e) {
            return List.of(
                    Finding.hostError(
                            e.getMessage() + ": nothing could be checked", e.advice().orElse("")));
        }
        List<Finding> findings = new ArrayList<>();
        for (Check check : checks) {
            findings.addAll(check.look(spec));
        }
        return findings;
    }
}
