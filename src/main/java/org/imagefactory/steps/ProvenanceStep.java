package org.imagefactory.steps;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.imagefactory.answer.UsedSettings;
import org.imagefactory.disk.ChecksumFile;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.error.BuildException;
import org.imagefactory.manifest.Provenance;
import org.imagefactory.manifest.ProvenanceWriter;
import org.imagefactory.manifest.Subject;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Fact;
import org.imagefactory.report.Facts;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Secrets;
import org.imagefactory.tools.DiskFailures;

/**
 * Writes down where the image comes from: an in-toto statement about the images and the documents
 * that lie in the staging folder. Their digests are those of the checksum files, which the images
 * are published with.
 */
public final class ProvenanceStep implements Step {

    /** Facts that tell what the builder chose where the configuration left it open. */
    private static final List<Fact> CHOICES =
            List.of(Fact.NETBOOT_FILES, Fact.OSINFO, Fact.VIRT_TYPE);

    private final Workspace workspace;
    private final ImageSpec spec;
    private final Description description;
    private final Publications publications;
    private final String builder;
    private final Clock clock;

    /**
     * @param description what was asked for
     * @param builder name and version of this program
     * @param clock tells when the build ended
     */
    public ProvenanceStep(
            Workspace workspace,
            ImageSpec spec,
            Description description,
            String builder,
            Clock clock) {
        this.workspace = workspace;
        this.spec = spec;
        this.description = description;
        this.publications = new Publications(workspace, Results.suffixes(spec.disk()));
        this.builder = builder;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "provenance";
    }

    @Override
    public String description() {
        return "write down the provenance";
    }

    @Override
    public List<String> preview() {
        return List.of("write " + workspace.publishedDocument(DocumentKind.PROVENANCE));
    }

    @Override
    public Repetition repetition() {
        return Repetition.POSSIBLE;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        try {
            ProvenanceWriter.write(
                    provenance(context.facts()), workspace.document(DocumentKind.PROVENANCE));
        } catch (IOException e) {
            throw DiskFailures.io("writing the provenance", workspace.staging(), e);
        }
    }

    private Provenance provenance(Facts facts) throws IOException, InterruptedException {
        Instant finished = clock.instant();
        Instant started = facts.started().orElse(finished);
        return new Provenance(
                spec.name().text(),
                Secrets.mask(UsedSettings.of(spec, description)),
                choices(facts.values()),
                facts.inputs(),
                builder,
                facts.tools(),
                invocation(started),
                started,
                finished,
                subjects());
    }

    private Map<String, String> choices(Map<String, String> values) {
        Map<String, String> choices = new TreeMap<>();
        CHOICES.forEach(fact -> fact.in(values).ifPresent(value -> choices.put(fact.key(), value)));
        choices.put(workspace.name().property(), workspace.name().value());
        return choices;
    }

    /** One build at a time owns the staging folder, so that this names one build. */
    private String invocation(Instant started) {
        String build = "%s %s".formatted(workspace.staging(), started);
        return "urn:uuid:" + UUID.nameUUIDFromBytes(build.getBytes(StandardCharsets.UTF_8));
    }

    private List<Subject> subjects() throws IOException, InterruptedException {
        List<Subject> subjects = new ArrayList<>();
        for (String image : Results.suffixes(spec.disk())) {
            String sha256 = ChecksumFile.read(workspace.stagedChecksum(image));
            subjects.add(subject(workspace.document(image), sha256));
        }
        for (Path document : publications.staged()) {
            if (!document.equals(workspace.document(DocumentKind.SCAN))) {
                subjects.add(subject(document, FileDigest.sha256(document, position -> {})));
            }
        }
        return subjects;
    }

    private static Subject subject(Path file, String sha256) {
        return new Subject(file.toFile().getName(), sha256);
    }
}
