package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.imagefactory.error.HostException;
import org.imagefactory.report.Fact;
import org.imagefactory.report.FileFact;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceStepTest {

    private static final String SHA256 = "0123456789abcdef".repeat(4);

    @TempDir Path root;
    private StepFixture fixture;
    private ProvenanceStep step;

    @BeforeEach
    void prepare() throws Exception {
        fixture = new StepFixture(root);
        Clock clock = Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC);
        step =
                new ProvenanceStep(
                        fixture.workspace,
                        Specs.spec(Specs.anHour()),
                        Description.NONE,
                        "image-factory 2.0.0",
                        clock);
        fixture.facts.started(Instant.parse("2026-11-22T01:00:00Z"));
        fixture.facts.tools(Map.of("qemu-img", "7.2.22"));
        fixture.facts.value(Fact.VIRT_TYPE, "kvm");
        fixture.facts.value(Fact.ROOT_USED_BYTES, "1");
        fixture.facts.input(new FileFact("linux", "http://u:p@h/linux", 1, SHA256));
    }

    private Path document() {
        return fixture.workspace.document(DocumentKind.PROVENANCE);
    }

    @Test
    void tellsOfEverythingThatIsPublished() throws Exception {
        Files.writeString(fixture.workspace.stagedChecksum(DiskFormat.QCOW2), SHA256 + "  img\n");
        Files.writeString(fixture.workspace.document(DocumentKind.PACKAGES), "");
        Files.writeString(fixture.workspace.staging().resolve("other"), "");
        fixture.run(step);
        assertThat(Files.readString(document()))
                .contains(
                        "\"name\" : \"img-2026-11-22.qcow2\"",
                        "\"name\" : \"img-2026-11-22.packages\"",
                        // of an empty file
                        "\"sha256\" : \"e3b0c44298fc1c149afbf4c8996fb924"
                                + "27ae41e4649b934ca495991b7852b855\"",
                        "\"uri\" : \"http://h/linux\"",
                        "\"date\" : \"2026-11-22\"",
                        "\"virt-type\" : \"kvm\"",
                        "\"qemu-img\" : \"7.2.22\"",
                        "\"invocationId\" : \"urn:uuid:",
                        "\"startedOn\" : \"2026-11-22T01:00:00Z\"",
                        "\"finishedOn\" : \"2026-11-22T03:00:00Z\"")
                .doesNotContain("other", "root-used-bytes", "u:p");
    }

    @Test
    void saysNothingOfAnImageWithoutChecksum() {
        assertThatThrownBy(() -> fixture.run(step))
                .isInstanceOf(HostException.class)
                .hasMessageStartingWith("writing the provenance: ");
        assertThat(document()).doesNotExist();
    }

    @Test
    void interruptEndsIt() throws Exception {
        Files.writeString(fixture.workspace.stagedChecksum(DiskFormat.QCOW2), SHA256 + "  img\n");
        Files.writeString(fixture.workspace.document(DocumentKind.PACKAGES), "a 1 all\n");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> fixture.run(step)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(document()).doesNotExist();
    }

    @Test
    void previewNamesTheFile() {
        assertThat(step.preview())
                .containsExactly(
                        "write " + fixture.folder.resolve("img-2026-11-22.provenance.json"));
    }
}
