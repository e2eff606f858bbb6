package org.imagefactory.attempt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.imagefactory.build.BuildOptions;
import org.imagefactory.build.Cancellation;
import org.imagefactory.build.CommandEvents;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.history.DayNames;
import org.imagefactory.history.History;
import org.imagefactory.libvirt.TestLibvirt;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.StagingFolders;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.preflight.Preflight;
import org.imagefactory.preflight.SpaceClaims;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Copy;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.UploadDestination;
import org.imagefactory.steps.ChecksumStep;
import org.imagefactory.steps.PublishStep;
import org.imagefactory.steps.StageAnswerFileStep;
import org.imagefactory.tools.Specs;

/** Builds of one image, a day apart: with steps that only seem to work, and a real publication. */
final class Nights {

    static final String INSTALL = "install";
    static final String LIST = "list-packages";
    static final String EMPTY = "empty-free-blocks";
    static final String CONVERT = "convert";
    static final String BOOT = "boot-test";
    static final String UPLOAD = "upload";
    static final String HOOK = "post-build-command";

    private static final Description DESCRIPTION =
            new Description(Map.of(Field.MEMORY, "ram"), Map.of(), Map.of(), Set.of());

    final Path output;
    final List<String> ran = new ArrayList<>();
    final Set<String> failing = new HashSet<>();
    final Map<String, Object> changes = new TreeMap<>();
    final List<UploadDestination> uploads = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    String builder = "image-factory 2.0.0";

    String reason = "no space left";
    String installerSays = "the installer said something";

    /** What is the matter with the steps that fail, if not their own failure. */
    boolean cancelled;

    boolean bug;

    /** What the installation runs in a real shell; empty for nothing. */
    String script = "";

    /** Hears the events of the builds, too. */
    BuildListener listener = event -> {};

    Cancellation cancellation =
            new Cancellation(
                    () -> cancelled ? Optional.of(ExitStatus.TERMINATED) : Optional.empty());

    private final SpaceClaims space = new SpaceClaims();
    private final Path programs;
    private final Path answers;
    final StagingFolders stagingFolders = new StagingFolders();
    private Instant now = Instant.parse("2026-11-22T01:00:00Z");

    /** What a step does. */
    private interface Work {
        void run(StepContext context) throws BuildException, InterruptedException, IOException;
    }

    Nights(Path root) throws IOException {
        output = Files.createDirectory(root.resolve("out"));
        programs = Files.createDirectory(root.resolve("bin"));
        for (Program program : Program.values()) {
            Path file = Files.writeString(programs.resolve(program.command()), "#!/bin/sh\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        answers = Files.writeString(root.resolve("answers.cfg"), "mode=ok\n");
    }

    void answer(String text) throws IOException {
        Files.writeString(answers, text);
    }

    /** One more build, on the next day. */
    BuildReport build(boolean resume) {
        now = now.plus(Duration.ofDays(1));
        ran.clear();
        warnings.clear();
        ImageSpec spec = spec();
        Workspace today =
                new Workspace(
                        DayNames.of(spec.name(), LocalDate.ofInstant(now, ZoneOffset.UTC)), output);
        BuildOptions options = new BuildOptions(resume, DESCRIPTION);
        Job job = new Job(spec, today, options, (at, runner) -> plan(at));
        return new Build(new Parts(), job, cancellation, this::hear).run();
    }

    /** Steps that only seem to work, on a host that has every program. */
    private final class Parts implements Workshop {

        @Override
        public Clock clock() {
            return Clock.fixed(now, ZoneOffset.UTC);
        }

        @Override
        public String builder() {
            return builder;
        }

        @Override
        public StagingFolders stagingFolders() {
            return stagingFolders;
        }

        @Override
        public SpaceClaims space() {
            return space;
        }

        @Override
        public ProcessRunner runner(BuildListener events) {
            return new RecordingRunner();
        }

        @Override
        public Preflight preflight(Workspace workspace, ProcessRunner runner) {
            return new Preflight(
                    runner,
                    new SearchPath(List.of(programs)),
                    output,
                    output,
                    TestLibvirt.factory(output).engine(runner),
                    space);
        }
    }

    private void hear(BuildEvent event) {
        if (event instanceof BuildEvent.Warning warning) {
            warnings.add(warning.text());
        }
        listener.on(event);
    }

    /** Names of all files in the output folder but the memory of builds. */
    List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(History.FOLDER))
                    .sorted()
                    .toList();
        }
    }

    /** Names of all files that are kept. */
    List<String> kept() throws IOException {
        if (!Files.isDirectory(kept("."), LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(kept("."))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** A file that is kept, whatever folder it lies in. */
    Path keptFile(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(kept("."))) {
            return files.filter(file -> file.toString().endsWith(suffix)).findAny().orElseThrow();
        }
    }

    Path kept(String name) {
        return output.resolve(".debian-13.resume").resolve(name).normalize();
    }

    private ImageSpec spec() {
        ImageSpec plain = Specs.spec(Specs.anHour());
        ImageSpec spec =
                Copy.with(
                        Copy.with(plain, "cacheFolder", output.resolveSibling("cache")),
                        "answerFile",
                        Optional.of(new AnswerFile(AnswerFile.Kind.PRESEED, answers)));
        spec = Copy.with(spec, "uploads", List.copyOf(uploads));
        for (Map.Entry<String, Object> change : changes.entrySet()) {
            spec = Copy.with(spec, change.getKey(), change.getValue());
        }
        return spec;
    }

    private List<Step> plan(Workspace workspace) {
        ImageSpec spec = spec();
        Path raw = workspace.rawDisk();
        Path image = workspace.staged(DiskFormat.QCOW2);
        return List.of(
                new StageAnswerFileStep(workspace, spec.answerFile().orElseThrow()),
                step(INSTALL, Repetition.NEVER, context -> install(context, raw)),
                step(LIST, Repetition.POSSIBLE, context -> {}),
                step(EMPTY, Repetition.NEVER, context -> Files.writeString(raw, "emptied")),
                step(
                        CONVERT,
                        Repetition.POSSIBLE,
                        context -> {
                            Files.writeString(image, "image of " + Files.readString(raw));
                            Files.delete(raw);
                        }),
                new ChecksumStep(workspace, spec.disk()),
                step(BOOT, Repetition.POSSIBLE, context -> {}),
                new PublishStep(workspace, spec.disk(), Documents.NONE),
                step(UPLOAD, Repetition.POSSIBLE, context -> {}),
                step(HOOK, Repetition.POSSIBLE, context -> {}));
    }

    private void install(StepContext context, Path raw)
            throws BuildException, InterruptedException, IOException {
        if (!script.isEmpty()) {
            shell(Command.of("sh", "-c", script));
        }
        Files.writeString(raw, "installed");
        String text = "0".repeat(64);
        context.facts().input(new FileFact("linux", "http://mirror/linux", 5, text));
        context.listener().warning(installerSays);
    }

    private void shell(Command command) throws HostException, InterruptedException {
        try {
            new CommonsExecRunner(Map.of("PATH", "/usr/bin:/bin"))
                    .telling(new CommandEvents(this::hear))
                    .run(command);
        } catch (CommandException e) {
            throw new HostException("the script failed", "", e);
        }
    }

    private Step step(String name, Repetition repetition, Work work) {
        return new Step() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String description() {
                return name;
            }

            @Override
            public List<String> preview() {
                return List.of();
            }

            @Override
            public Repetition repetition() {
                return repetition;
            }

            @Override
            public void run(StepContext context) throws BuildException, InterruptedException {
                ran.add(name);
                context.facts().values(Map.of(name, "failed"));
                if (failing.contains(name)) {
                    throw failure(name);
                }
                try {
                    work.run(context);
                } catch (IOException e) {
                    throw new HostException("step " + name + ": " + e, "", e);
                }
                context.facts().values(Map.of(name, "done"));
            }
        };
    }

    private BuildException failure(String name) throws InterruptedException {
        if (bug) {
            throw new IllegalStateException("a bug");
        }
        if (cancelled) {
            throw new InterruptedException();
        }
        return switch (name) {
            case BOOT -> new ImageCheckException("it did not boot", "");
            case UPLOAD -> new UploadException("nobody answers", "is it up?");
            default -> new HostException(reason, "");
        };
    }
}
