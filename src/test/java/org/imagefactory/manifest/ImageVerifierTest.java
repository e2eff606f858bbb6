package org.imagefactory.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.imagefactory.disk.ChecksumFile;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.UsageException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.tools.Gpg;
import org.imagefactory.tools.GpgHome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image with everything that is published with it, signed by a real gpg. */
class ImageVerifierTest {

    private static final String NAME = "x-2026-11-22.qcow2";
    private static final String SUM = NAME + ".sha256sum";
    private static final String PROVENANCE = "x-2026-11-22.provenance.json";
    private static final String PACKAGES = "x-2026-11-22.packages";
    private static GpgHome home;
    private static String fingerprint;

    @TempDir Path folder;
    @TempDir Path temporary;

    @BeforeAll
    static void makeHome() throws Exception {
        home = new GpgHome();
        fingerprint = home.fingerprint(GpgHome.KEY);
    }

    @AfterAll
    static void removeHome() throws Exception {
        home.close();
    }

    @BeforeEach
    void publish() throws Exception {
        Path image = Files.writeString(folder.resolve(NAME), "image");
        Path packages = Files.writeString(folder.resolve(PACKAGES), "a 1 all\n");
        ChecksumFile.write(folder.resolve(SUM), image, sha256(image));
        Provenance provenance =
                new Provenance(
                        "x",
                        Map.of(),
                        Map.of(),
                        List.of(),
                        "image-factory 2.0.0",
                        Map.of(),
                        "urn:uuid:0",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        List.of(
                                new Subject(NAME, sha256(image)),
                                new Subject("x-2026-11-22.raw", "0".repeat(64)),
                                new Subject("../../etc/passwd", "0".repeat(64)),
                                new Subject("x-2026-11-22.\0", "0".repeat(64)),
                                new Subject("x-2026-11-22./../y", "0".repeat(64)),
                                new Subject(PACKAGES, sha256(packages))));
        ProvenanceWriter.write(provenance, folder.resolve(PROVENANCE));
    }

    private void sign() throws Exception {
        for (String name : List.of(SUM, PROVENANCE)) {
            new Gpg(home.runner()).sign(Optional.of(GpgHome.KEY), folder.resolve(name));
        }
    }

    private static String sha256(Path file) throws Exception {
        return FileDigest.sha256(file, position -> {});
    }

    private void change(String name, UnaryOperator<String> change) throws Exception {
        Path file = folder.resolve(name);
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    private List<String> verify(Optional<Path> keyring) throws Exception {
        return verify(home.runner(), keyring);
    }

    private List<String> verify(ProcessRunner runner, Optional<Path> keyring) throws Exception {
        List<Verdict> verdicts =
                new ImageVerifier(runner, temporary)
                        .verify(folder.resolve(NAME), keyring, event -> {});
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
        return verdicts.stream().map(verdict -> verdict.grade() + " " + verdict.text()).toList();
    }

    private List<String> errors(Optional<Path> keyring) throws Exception {
        return verify(keyring).stream().filter(line -> line.startsWith("ERROR ")).toList();
    }

    @Test
    void everythingIsGood() throws Exception {
        sign();
        String[] good = {
            "OK digest ok: the image is what " + SUM + " says",
            "OK signature ok: " + SUM + " is signed by " + fingerprint,
            "OK provenance ok: " + PROVENANCE + " tells of this image",
            "OK documents ok: 1 beside the image are what " + PROVENANCE + " tells of",
            "OK signature ok: " + PROVENANCE + " is signed by " + fingerprint
        };
        assertThat(verify(Optional.empty())).containsExactly(good);
        assertThat(verify(Optional.of(home.export(GpgHome.KEY)))).containsExactly(good);
        assertThat(verify(Optional.of(home.exportArmored(GpgHome.KEY)))).containsExactly(good);
    }

    @Test
    void aMissingSignatureIsAnErrorOnlyWhereOneIsRequired() throws Exception {
        assertThat(verify(Optional.empty()))
                .contains(
                        "NOTE signature missing: there is no " + SUM + ".asc",
                        "NOTE signature missing: there is no " + PROVENANCE + ".asc")
                .noneMatch(line -> line.startsWith("ERROR"));
        assertThat(errors(Optional.of(home.export(GpgHome.KEY))))
                .containsExactly(
                        "ERROR signature missing: there is no " + SUM + ".asc",
                        "ERROR signature missing: there is no " + PROVENANCE + ".asc");
    }

    @Test
    void missingFiles() throws Exception {
        Files.delete(folder.resolve(SUM));
        Files.delete(folder.resolve(PROVENANCE));
        assertThat(verify(Optional.empty()))
                .containsExactly(
                        "ERROR digest missing: there is no " + SUM,
                        "NOTE provenance missing: there is no " + PROVENANCE);
        assertThat(errors(Optional.of(home.export(GpgHome.KEY)))).hasSize(2);
    }

    @Test
    void anotherImage() throws Exception {
        sign();
        change(NAME, text -> "imagE");
        assertThat(errors(Optional.empty()))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("ERROR digest wrong: the image has "))
                .contains(
                        "ERROR provenance wrong: %s tells of an image with another digest"
                                .formatted(PROVENANCE));
    }

    @Test
    void aChecksumFileInTheFormOfBsd() throws Exception {
        change(SUM, text -> "SHA256 (%s) = %s\r\n".formatted(NAME, text.substring(0, 64)));
        assertThat(errors(Optional.empty())).isEmpty();
        change(SUM, text -> text.replace(NAME, "other"));
        assertThat(errors(Optional.empty())).singleElement().asString().contains("digest wrong");
    }

    /** Whatever sha256sum(1) takes with its option -c. */
    @Test
    void aChecksumFileInAnyOtherForm() throws Exception {
        String digest = Files.readString(folder.resolve(SUM)).substring(0, 64);
        for (String form :
                List.of(
                        "SHA256(%2$s)= %1$s",
                        "%1$s  ./%2$s",
                        "# made by hand\n%1$s *%2$s",
                        "\\%1$s  %2$s",
                        "%1$s  other\n%1$s  %2$s\n%1$s  another")) {
            change(SUM, text -> form.formatted(digest, NAME));
            assertThat(errors(Optional.empty())).as(form).isEmpty();
        }
        change(SUM, text -> "%1$s  %2$s\n%3$s  %2$s\n".formatted(digest, NAME, "0".repeat(64)));
        assertThat(errors(Optional.empty())).singleElement().asString().contains("says 0000");
    }

    @Test
    void anotherChecksumFile() throws Exception {
        sign();
        change(SUM, text -> text.replace("x-2026", "y-2026"));
        assertThat(errors(Optional.empty()))
                .containsExactly(
                        "ERROR digest wrong: %s has no digest of %s".formatted(SUM, NAME),
                        "ERROR signature wrong: %s has a wrong signature: it is not what the owner"
                                        .formatted(SUM)
                                + " of key %s signed".formatted(fingerprint.substring(24)));
    }

    @Test
    void anotherProvenance() throws Exception {
        sign();
        change(PROVENANCE, text -> text.replace("image-factory", "image-Factory"));
        assertThat(errors(Optional.of(home.export(GpgHome.KEY))))
                .singleElement()
                .asString()
                .startsWith("ERROR signature wrong: " + PROVENANCE + " has a wrong signature");
        change(PROVENANCE, text -> text.replace(NAME, "other"));
        assertThat(errors(Optional.empty()))
                .contains(
                        "ERROR provenance wrong: %s does not tell of %s"
                                .formatted(PROVENANCE, NAME));
        change(PROVENANCE, text -> "\033[2J");
        assertThat(errors(Optional.empty()))
                .anyMatch(line -> line.startsWith("ERROR provenance wrong: "))
                .noneMatch(line -> line.contains("\033"));
    }

    @Test
    void anotherSignature() throws Exception {
        sign();
        change(SUM + ".asc", text -> "nothing");
        Files.copy(
                folder.resolve(SUM + ".asc"),
                folder.resolve(PROVENANCE + ".asc"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(errors(Optional.empty()))
                .containsExactly(
                        "ERROR signature wrong: " + SUM + " is not signed",
                        "ERROR signature wrong: " + PROVENANCE + " is not signed");
    }

    @Test
    void aKeyThatIsNotInTheKeyring() throws Exception {
        sign();
        home.makeKey("other@example.org", "");
        assertThat(errors(Optional.of(home.export("other@example.org"))))
                .hasSize(2)
                .allMatch(line -> line.contains("is signed by the key " + fingerprint))
                .allMatch(line -> line.endsWith("which is not in the keyring"));
    }

    @Test
    void anotherDocument() throws Exception {
        change(PACKAGES, text -> text + "b 2 all\n");
        assertThat(errors(Optional.empty()))
                .containsExactly(
                        "ERROR document wrong: %s is not what %s tells of"
                                .formatted(PACKAGES, PROVENANCE));
    }

    @Test
    void whatIsNoImageIsRefused() {
        ImageVerifier verifier = new ImageVerifier(home.runner(), temporary);
        for (String name : List.of("nothing", SUM, PROVENANCE, ".")) {
            assertThatThrownBy(
                            () ->
                                    verifier.verify(
                                            folder.resolve(name), Optional.empty(), event -> {}))
                    .isInstanceOf(UsageException.class);
        }
    }

    @Test
    void aMissingKeyringIsTold() {
        assertThatThrownBy(() -> verify(Optional.of(folder.resolve("no-keyring"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no-keyring");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void aMissingProgramIsToldWhereItIsNeeded() throws Exception {
        RecordingRunner none = new RecordingRunner().missing("gpg");
        assertThat(verify(none, Optional.empty())).hasSize(5);
        sign();
        assertThatThrownBy(() -> verify(none, Optional.empty())).isInstanceOf(HostException.class);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void interruptEndsIt() throws Exception {
        sign();
        RecordingRunner interrupted = new RecordingRunner().interrupting("gpg");
        assertThatThrownBy(() -> verify(interrupted, Optional.empty()))
                .isInstanceOf(InterruptedException.class);
        assertThat(temporary).isEmptyDirectory();
    }
}
