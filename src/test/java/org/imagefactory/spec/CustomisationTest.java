package org.imagefactory.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomisationTest {

    private static final ImageSpec SPEC = Specs.spec(Specs.anHour());

    private static ImageSpec spec(Customisation customisation) {
        return SPEC.with(SPEC.system().with(customisation));
    }

    private static GuestCommand command(String name, String text) {
        return new GuestCommand(
                name, new GuestContent.Text(text), "t.tdl:7", GuestCommand.USUAL_LIMIT);
    }

    private static Customisation with(String part, Object value) {
        Customisation some = Copy.with(Customisation.NONE, "packages", List.of("vim"));
        return Copy.with(some, part, value);
    }

    @Test
    void whatOnlyPreparesIsNotNeeded() {
        PackageRepository extra = new PackageRepository("x", "http://m/x", true, true, true);
        assertThat(Copy.with(Customisation.NONE, "repositories", List.of(extra)).isNeeded())
                .isFalse();
        assertThat(
                        Copy.with(Customisation.NONE, "precommands", List.of(command("a", "b")))
                                .isNeeded())
                .isFalse();
        assertThat(with("packages", List.of("vim")).isNeeded()).isTrue();
    }

    @Test
    void factsAloneAreAskedForWithoutAnyChange() {
        Customisation facts =
                Copy.with(Customisation.NONE, "packageFacts", Optional.of(command("facts", "rpm")));
        assertThat(facts.isNeeded()).isTrue();
        assertThat(facts.changesSystem()).isFalse();
    }

    @Test
    void everyPartMakesAnotherImage() {
        GuestContent stored = new GuestContent.Stored(Path.of("/f"));
        GuestContent text = new GuestContent.Text("a");
        assertThat(
                        List.of(
                                with("packages", List.of("vim")),
                                with("packages", List.of("vi")),
                                with(
                                        "repositories",
                                        List.of(
                                                new PackageRepository(
                                                        "x", "http://m/x", true, true, true))),
                                with("precommands", List.of(command("a", "b"))),
                                with("commands", List.of(command("a", "b"))),
                                with("commands", List.of(command("a", "c"))),
                                with("files", List.of(new GuestFile("/x", stored, ""))),
                                with("files", List.of(new GuestFile("/x", text, ""))),
                                with("packageFacts", Optional.of(command("a", "b")))))
                .extracting(customisation -> spec(customisation).identity())
                .doesNotHaveDuplicates();
    }

    @Test
    void whereItWasAskedForMakesNoOtherImage() {
        GuestCommand moved =
                new GuestCommand("a", new GuestContent.Text("b"), "t.tdl:9", Duration.ofMinutes(1));
        assertThat(spec(with("commands", List.of(moved))).identity())
                .isEqualTo(spec(with("commands", List.of(command("a", "b")))).identity());
    }

    @Test
    void nothingMakesNoDifferenceToWhatMemoriesHold() {
        assertThat(SPEC.identity().fields()).doesNotContainKey(Field.CUSTOMISATION);
    }

    @Test
    void titlesCanBeShownAnywhere() {
        assertThat(command("a\033[2Jb", "x").named()).isEqualTo("command 'ab' (t.tdl:7)");
        assertThat(file("/a\nb").title()).isEqualTo("file /a\\x0ab");
    }

    @Test
    void secretsOfCommandsAreFound() {
        assertThat(
                        spec(with("commands", List.of(command("a", "DB_PASSWORD=hush-hush run"))))
                                .secrets())
                .contains("hush-hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/motd", "/a b/c", "/.x/..y", "/é"})
    void aFileHasAnAbsolutePath(String path) {
        assertThat(Rules.check(spec(with("files", List.of(file(path)))))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"etc/motd", "/", "/etc/", "/a/../b", "/.", "/a\nb", "", "//x"})
    void otherPathsAreNone(String path) {
        assertThat(Rules.check(spec(with("files", List.of(file(path))))))
                .extracting(BrokenRule::text)
                .singleElement()
                .asString()
                .endsWith(" (t.tdl:7) has not got the absolute path of a file");
    }

    private static GuestFile file(String path) {
        return new GuestFile(path, new GuestContent.Text(""), "t.tdl:7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-y", "", "a b", "a\nb"})
    void anOptionIsNoPackage(String name) {
        assertThat(Rules.check(spec(with("packages", List.of(name))))).hasSize(1);
    }

    @Test
    void aRepositoryIsALine() {
        PackageRepository odd = new PackageRepository("a\nb", "http://m", true, true, true);
        assertThat(Rules.check(spec(with("repositories", List.of(odd))))).hasSize(1);
        PackageRepository empty = new PackageRepository("a", "", true, true, true);
        assertThat(Rules.check(spec(with("repositories", List.of(empty))))).hasSize(1);
    }

    /** A text of megabytes takes no more than a look at each part. */
    @Test
    @Timeout(20)
    void longTextsAreSearchedForSecrets() {
        for (String part : List.of("a", "password", "a://b", "a.b://")) {
            Secrets.in(part.repeat((4 << 20) / part.length()));
        }
    }
}
