package org.imagefactory.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.Test;

/** A specification knows its secrets, whoever made it and wherever they stand. */
class SpecSecretsTest {

    private static final ImageSpec SPEC = Specs.spec(Specs.anHour());
    private static final String URI = "http://me:hush-hush@mirror.example/f";

    private static void assertFound(String path, Object value, String secret) {
        assertThat(Copy.with(SPEC, path, value).secrets()).as(path).contains(secret);
    }

    @Test
    void anOrdinaryOneHasNone() {
        assertThat(SPEC.secrets()).isEmpty();
    }

    @Test
    void standInEveryPart() {
        HookCommand hook = new HookCommand("k", "curl " + URI);
        Mirror mirror =
                new Mirror(
                        new InstallerSource.InstallerImage(SourceUri.parse(URI)),
                        Verification.NONE);
        assertFound("append", "passwd/root-password=abcdef", "abcdef");
        assertFound("mirrors", List.of(mirror), "hush-hush");
        assertFound("postBuild", Optional.of(hook), "hush-hush");
        assertFound("documents.signCommand", Optional.of(hook), "hush-hush");
        assertFound("upkeep.notifyCommand", Optional.of(hook), "hush-hush");
        assertFound("upkeep.renewal.watched", List.of(SourceUri.parse(URI)), "hush-hush");
        assertFound("machine.engine.connect", Optional.of(URI), "hush-hush");
        assertFound("system.rootPasswordHash", Optional.of("$6$salt$hash"), "$6$salt$hash");
        assertFound("system.commands", List.of("curl " + URI), "hush-hush");
        assertFound(
                "uploads",
                List.of(
                        new UploadDestination(
                                "there", "rsync://me:hush-hush@h/m", List.of(), List.of(hook))),
                "hush-hush");
        assertFound(
                "answerFile",
                Optional.of(
                        new AnswerFile(
                                AnswerFile.Kind.PRESEED,
                                Path.of("/x.mustache"),
                                new AnswerValues(Map.of("admin_token", "t0ken"), Map.of()))),
                "t0ken");
    }
}
