package org.imagefactory.tinman;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.ImageFactory;
import org.imagefactory.build.BuildOptions;
import org.imagefactory.build.Cancellation;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.error.InstallationException;
import org.imagefactory.files.WholeFile;
import org.imagefactory.netboot.ContentDownload;
import org.imagefactory.pipeline.Step;
import org.imagefactory.plugin.BaseImageJob;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.Outcome;
import org.imagefactory.results.ResultKind;
import org.imagefactory.spec.Customisation;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.tdl.Icicle;
import org.imagefactory.tdl.Template;

/** Makes one base image. */
final class BaseBuild {

    /** What messages call the template: nobody knows the file here. */
    private static final String NAME = "template";

    /** Where a build works, in the folder of its job. */
    static final String OUTPUT = "build";

    private static final String INSTALL_SCRIPT = "install_script";
    private static final String FLAVOR = "flavor";
    private static final String FLOATING = "request_floating_ip";
    private static final String GENERATE_ICICLE = "generate_icicle";

    private static final List<String> EVIDENCE =
            List.of(
                    ResultKind.BOOT_CONSOLE_LOG_SUFFIX,
                    ResultKind.CONSOLE_LOG_SUFFIX,
                    ResultKind.FAILURE_BUNDLE_SUFFIX);

    private final ImageFactory factory;
    private final TemplateResolver resolver;
    private final ImageFiles files;
    private final ContentDownload download;
    private final Optional<Duration> limit;
    private final BaseImageJob job;

    /**
     * @param limit of the installation phase; empty for that of the section
     */
    BaseBuild(
            ImageFactory factory,
            TemplateResolver resolver,
            ImageFiles files,
            ContentDownload download,
            Optional<Duration> limit,
            BaseImageJob job) {
        this.factory = factory;
        this.resolver = resolver;
        this.files = files;
        this.download = download;
        this.limit = limit;
        this.job = job;
    }

    void run() throws BuildException, InterruptedException {
        Path output = folder(OUTPUT);
        Resolution resolution = resolver.resolve(job.template(), wishes());
        job.log("built by the section [%s]".formatted(resolution.section()));
        resolution.warnings().forEach(warning -> job.log("warning: " + warning));
        boolean listed = job.parameters().bool(GENERATE_ICICLE).orElse(true);
        ImageSpec plain = resolution.spec();
        ImageSpec spec = plain.with(plain.system().with(customisation(listed)));
        spec = listed ? spec.with(spec.documents().withPackageNames()) : spec;
        BuildReport report =
                factory.build(
                        spec,
                        output,
                        new BuildOptions(false, resolution.description(), List.of(material())),
                        new Cancellation(),
                        new StepProgress(job, names(factory.plan(spec, output))));
        if (!report.outcome().succeeded()) {
            throw failed(report.outcome(), output);
        }
        BuiltFiles built = new BuiltFiles(report, spec.disk().format());
        job.icicle(listed ? icicle(built) : Icicle.NONE);
        new KeptDocuments(job).keep(built.documents(), built.base());
        files.move(built.image(), job.body());
        job.setParameter("libvirt_xml", LibvirtXml.of(job.imageId(), spec, job.body()));
    }

    private Customisation customisation(boolean listed)
            throws BuildException, InterruptedException {
        Contents contents =
                new Contents(
                        download,
                        folder("contents"),
                        job.localFiles(),
                        event -> StepLog.tell(event, job));
        return new CustomisationReader(new Places(NAME, job.template().source()), contents)
                .read(job.template(), listed);
    }

    private Path folder(String name) throws HostException {
        try {
            return Files.createDirectories(job.folder().resolve(name));
        } catch (IOException e) {
            throw new HostException(
                    "cannot work in %s: %s".formatted(job.folder(), FileReason.of(e)),
                    "set imgdir to a folder that can be written to",
                    e);
        }
    }

    private Wishes wishes() throws BuildException {
        return new Wishes(
                NAME,
                answers(),
                OzOverrides.of(job.parameters().values().get(OzOverrides.PARAMETER)),
                limit,
                job.localFiles(),
                job.parameters().text(FLAVOR).filter(name -> !name.isBlank()),
                job.parameters().bool(FLOATING).orElse(false));
    }

    /** May hold a password. */
    private Optional<Path> answers() throws HostException {
        Optional<String> text =
                job.parameters().text(INSTALL_SCRIPT).filter(script -> !script.isBlank());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Path file = folder("answers").resolve(INSTALL_SCRIPT);
        try {
            WholeFile.write(file, text.get().getBytes(StandardCharsets.UTF_8), WholeFile.PRIVATE);
            return Optional.of(file);
        } catch (IOException e) {
            throw new HostException("cannot write %s: %s".formatted(file, e), "", e);
        }
    }

    private FileFact material() {
        Template template = job.template();
        return new FileFact(
                "template",
                template.name(),
                template.source().sizeBytes(),
                template.source().sha256().hex());
    }

    private static List<String> names(List<Step> steps) {
        return steps.stream().map(Step::name).toList();
    }

    private String icicle(BuiltFiles built) throws HostException {
        try {
            List<String> facts = built.packageFacts();
            Icicle list =
                    facts.isEmpty()
                            ? Icicle.of(job.template(), built.packageNames())
                            : new Icicle(job.template().description(), PackageFacts.items(facts));
            return list.toXml();
        } catch (IOException e) {
            throw new HostException("cannot read the list of packages: " + e, "", e);
        }
    }

    /** The thread stays interrupted after a cancelled build. */
    private BuildException failed(Outcome outcome, Path output) throws InterruptedException {
        if (outcome.cancelled() && Thread.interrupted()) {
            throw new InterruptedException("the build was cancelled");
        }
        KeptDocuments documents = keepEvidence(output);
        String sentence =
                outcome.advice().isEmpty()
                        ? outcome.message()
                        : outcome.message() + "; " + outcome.advice();
        return new InstallationException(
                documents.relocated(sentence).replaceAll("\\s*\\n\\s*", "; "), "");
    }

    /** The console and what was packed of a failed installation: nobody can look there later. */
    private KeptDocuments keepEvidence(Path output) {
        KeptDocuments documents = new KeptDocuments(job);
        try (Stream<Path> files = Files.list(output)) {
            for (Path file : files.toList()) {
                String name = file.toFile().getName();
                EVIDENCE.stream()
                        .filter(suffix -> name.endsWith("." + suffix))
                        .findFirst()
                        .map(suffix -> name.substring(0, name.length() - suffix.length() - 1))
                        .ifPresent(base -> documents.keep(List.of(file), base));
            }
        } catch (IOException e) {
            job.log("warning: what the failed build left is not kept: " + FileReason.withPath(e));
        }
        return documents;
    }
}
