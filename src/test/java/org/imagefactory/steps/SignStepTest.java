package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.HookException;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.Sbom;
import org.imagefactory.spec.SignMethod;
import org.imagefactory.tools.Gpg;
import org.imagefactory.tools.GpgHome;
import org.imagefactory.tools.Hooks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignStepTest {

    private static final String SUM = "img-2026-11-22.qcow2.sha256sum";
    private static final String RAW_SUM = "img-2026-11-22.raw.sha256sum";
    private static final String PROVENANCE = "img-2026-11-22.provenance.json";
    private static GpgHome home;

    @TempDir Path root;
    private StepFixture fixture;

    @BeforeAll
    static void makeHome() throws Exception {
        home = new GpgHome();
    }

    @AfterAll
    static void removeHome() throws Exception {
        home.close();
    }

    @BeforeEach
    void makeFiles() throws Exception {
        fixture = new StepFixture(root);
        for (String name : List.of(SUM, RAW_SUM, PROVENANCE)) {
            Files.writeString(fixture.workspace.staging().resolve(name), "0".repeat(64) + "\n");
        }
    }

    private SignStep step(ProcessRunner runner, SignMethod method, String command) {
        Documents documents =
                new Documents(
                        Sbom.NONE,
                        method,
                        Optional.of(GpgHome.KEY),
                        Optional.of(command)
                                .filter(text -> !text.isEmpty())
                                .map(text -> new HookCommand("sign-command", text)),
                        Optional.empty());
        return new SignStep(
                fixture.workspace,
                StepFixture.with(DiskFormat.QCOW2, true),
                documents,
                new Gpg(runner),
                new Hooks(runner));
    }

    private void sign(String command) throws Exception {
        ProcessRunner runner = new CommonsExecRunner(Map.of("PATH", "/usr/bin:/bin"));
        fixture.run(step(runner, SignMethod.NONE, command));
    }

    private String script(String body) throws Exception {
        Path script = root.resolve("my signer");
        Files.writeString(script, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }

    @Test
    void gpgSignsEachChecksumAndTheProvenance() throws Exception {
        fixture.run(step(home.runner(), SignMethod.GPG, ""));
        assertThat(fixture.staged())
                .containsExactlyInAnyOrder(
                        SUM,
                        RAW_SUM,
                        PROVENANCE,
                        SUM + ".asc",
                        RAW_SUM + ".asc",
                        PROVENANCE + ".asc");
        Path staging = fixture.workspace.staging();
        for (String name : List.of(SUM, RAW_SUM, PROVENANCE)) {
            home.gpg("--verify", staging.resolve(name + ".asc").toString(), staging + "/" + name);
        }
    }

    @Test
    void aCommandSignsEach() throws Exception {
        sign(script("echo \"$1 $PWD $image $IMAGE_FACTORY_SIGN_FILE\" >\"$1.minisig\"\n"));
        Path staging = fixture.workspace.staging();
        assertThat(staging.resolve(PROVENANCE + ".minisig"))
                .hasContent(
                        "%s %s img-2026-11-22.qcow2 %s/%s"
                                .formatted(PROVENANCE, staging, staging, PROVENANCE));
        assertThat(Files.readString(staging.resolve(RAW_SUM + ".minisig")))
                .contains(" img-2026-11-22.raw ");
        assertThat(staging.resolve(SUM + ".minisig")).exists();
        assertThat(fixture.warnings()).isEmpty();
    }

    @Test
    void aCommandGetsTheFileAfterItsOwnWords() throws Exception {
        sign("sh -c 'cp \"$1\" \"$1.sig\"; echo \"$0\" >\"$1.pem\"' 'my key'");
        Path staging = fixture.workspace.staging();
        assertThat(staging.resolve(SUM + ".sig")).hasSameTextualContentAs(staging.resolve(SUM));
        assertThat(staging.resolve(SUM + ".pem")).hasContent("my key");
    }

    @Test
    void bothSign() throws Exception {
        fixture.run(step(home.runner(), SignMethod.GPG, script(": >\"$1.sig\"\n")));
        assertThat(fixture.staged()).contains(SUM + ".asc", SUM + ".sig");
    }

    @Test
    void aCommandThatFailsEndsTheBuild() {
        assertThatThrownBy(() -> sign(script("echo no token >&2\nexit 3\n")))
                .isInstanceOf(HookException.class)
                .hasMessageContainingAll("sign-command: ", "exit status 3", "no token");
    }

    @Test
    void whatIsNoSignatureIsTold() throws Exception {
        sign(script("ln -s lock \"$1.sig\"\nmkdir \"$1.d\"\n: >\"$1 odd\"\n"));
        assertThat(fixture.warnings())
                .contains(
                        "sign-command made '%s.sig', which is not published: it is not a regular"
                                        .formatted(SUM)
                                + " file with a plain suffix",
                        "sign-command made no signature beside " + SUM)
                .hasSize(12);
        assertThat(new Publications(fixture.workspace, List.of("qcow2")).stagedWithSignatures())
                .containsExactly(fixture.workspace.staging().resolve(PROVENANCE));
    }

    @Test
    void aCommandThatHangsIsAFailedHook() {
        RecordingRunner runner = new RecordingRunner().timingOut("signer");
        assertThatThrownBy(() -> fixture.run(step(runner, SignMethod.NONE, "signer")))
                .isInstanceOf(HookException.class)
                .hasMessageContaining("was killed after 600 s");
    }

    @Test
    void aKeyThatIsMissingIsTheHostsFault() {
        RecordingRunner runner = new RecordingRunner().failing("gpg", 2, "gpg: No secret key");
        assertThatThrownBy(() -> fixture.run(step(runner, SignMethod.GPG, "signer")))
                .isInstanceOf(HostException.class);
        assertThat(runner.commands()).hasSize(1);
    }

    @Test
    void interruptEndsItAtOnce() {
        RecordingRunner runner = new RecordingRunner().interrupting("signer");
        assertThatThrownBy(() -> fixture.run(step(runner, SignMethod.NONE, "signer")))
                .isInstanceOf(InterruptedException.class);
        assertThat(runner.commands()).hasSize(1);
    }

    @Test
    void previewIsWhatRuns() throws Exception {
        RecordingRunner runner = new RecordingRunner();
        SignStep step = step(runner, SignMethod.GPG, "signer ${image}");
        fixture.run(step);
        String folder = "'" + fixture.workspace.staging().toString().replace("'", "'\\''") + "'";
        assertThat(step.preview())
                .containsExactlyElementsOf(
                        runner.lines().stream()
                                .map(
                                        line ->
                                                line.startsWith("signer")
                                                        ? "(cd %s && %s)".formatted(folder, line)
                                                        : line)
                                .toList());
        assertThat(runner.lines()).contains("signer img-2026-11-22.qcow2 " + SUM);
    }
}
