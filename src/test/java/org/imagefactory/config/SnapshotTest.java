package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.answer.AnswerText;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Moment;
import org.imagefactory.spec.Snapshot;
import org.imagefactory.spec.SourceUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The distributed configuration, held at a moment. */
final class SnapshotTest {

    private static final String TIME = "20261101T060000Z";
    private static final String DATA = "data_dir=" + Path.of("").toAbsolutePath();

    private static ImageSpec read(String image, String... settings) throws Exception {
        List<Assignment> assignments = new ArrayList<>();
        for (String setting : settings) {
            assignments.add(Assignment.parse(setting));
        }
        Configuration shipped = Configuration.load(List.of(Path.of("conf/image-factory.conf")));
        Layers layers = new Layers(shipped, assignments, () -> LocalDate.of(2026, 11, 22));
        return new SpecReader(layers, Fixture.USER).read(image).spec();
    }

    private static List<String> releases(ImageSpec spec) {
        return spec.proofs().snapshot().map(Snapshot::releases).orElse(List.of()).stream()
                .map(SourceUri::text)
                .toList();
    }

    @Test
    void allArchivesOfDebianAreThoseOfTheMoment() throws Exception {
        ImageSpec spec = read("debian-13", "snapshot=" + TIME, DATA);
        String archive = "http://snapshot-cloudflare.debian.org/archive/debian/" + TIME;
        String security = "http://snapshot-cloudflare.debian.org/archive/debian-security/" + TIME;
        assertThat(spec.installer().toString())
                .contains(archive + "/dists/trixie/main/installer-amd64/current/images");
        assertThat(spec.append())
                .contains(
                        " mirror/http/hostname=snapshot-cloudflare.debian.org mirror/http/directory=/archive/debian/"
                                + TIME
                                + " ");
        assertThat(releases(spec))
                .containsExactly(
                        archive + "/dists/trixie/InRelease",
                        archive + "/dists/trixie-updates/InRelease",
                        security + "/dists/trixie-security/InRelease");
        assertThat(spec.watched()).isEmpty();
        assertThat(AnswerText.of(spec.answerFile().orElseThrow()))
                .contains("local0/repository string " + security + " trixie-security main\n")
                .contains("services-select multiselect updates\n")
                .contains("#01: echo 'Acquire::Check-Valid-Until \"false\";'")
                .contains("#01: archive=" + security + "\n")
                .contains("#93: rm -f etc/apt/apt.conf.d/00snapshot\n")
                .contains("#93: archive=http://ftp.de.debian.org/debian\n")
                .doesNotContain("security_host");
    }

    @Test
    void withoutItNothingChanges() throws Exception {
        for (String none : List.of("snapshot=none", "snapshot=", "tags=x")) {
            ImageSpec spec = read("debian-13", none, DATA);
            assertThat(spec.proofs().snapshot()).isEmpty();
            assertThat(AnswerText.of(spec.answerFile().orElseThrow()))
                    .contains("security_host string security.debian.org\n")
                    .doesNotContain("local0", "Check-Valid-Until", "00snapshot");
        }
    }

    @Test
    void anyMirrorCanHaveTheArchives() throws Exception {
        ImageSpec spec =
                read(
                        "debian-13",
                        "snapshot=2026-11-01",
                        "snapshot-mirror=http://10.0.2.2:8013/{name}/{time}/",
                        "debian_mirror=http://127.0.0.1:8013/debian/20261101T000000Z");
        assertThat(spec.append())
                .contains("hostname=10.0.2.2:8013 mirror/http/directory=/debian/20261101T000000Z ");
        assertThat(spec.installer().toString()).contains("http://127.0.0.1:8013/debian/2026");
        assertThat(releases(spec))
                .contains(
                        "http://10.0.2.2:8013/debian-security/20261101T000000Z/dists/trixie-security/InRelease");
    }

    @Test
    void autoIsTheBeginningOfTheDayAndWrittenDown() throws Exception {
        ImageSpec spec = read("debian-13", "snapshot=auto");
        assertThat(spec.proofs().snapshot().map(Snapshot::moment))
                .contains(Moment.parse("20261122T000000Z"));
        assertThat(spec.append()).contains("/archive/debian/20261122T000000Z");
    }

    @Test
    void allArchivesOfUbuntuAreThoseOfTheMoment() throws Exception {
        ImageSpec spec = read("ubuntu-24.04", "snapshot=" + TIME, DATA);
        String archive = "http://snapshot.ubuntu.com/ubuntu/" + TIME;
        assertThat(releases(spec))
                .containsExactly(
                        archive + "/dists/noble/InRelease",
                        archive + "/dists/noble-updates/InRelease",
                        archive + "/dists/noble-security/InRelease");
        assertThat(AnswerText.of(spec.answerFile().orElseThrow()))
                .contains("- uri: \"" + archive + "\"\n")
                .contains("        uri: \"" + archive + "\"\n")
                .contains("Acquire::Check-Valid-Until \"false\";");
    }

    @ParameterizedTest
    @ValueSource(strings = {"almalinux-9", "opensuse-tumbleweed"})
    void othersAreRefused(String image) {
        assertThatThrownBy(() -> read(image, "snapshot=" + TIME))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no snapshot service is known for images by");
    }

    @Test
    void listsOfAnotherMomentAreRefused() {
        assertThatThrownBy(
                        () ->
                                read(
                                        "debian-13",
                                        "snapshot=" + TIME,
                                        "watch=http://m.example/dists/trixie/InRelease"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("which is no InRelease of " + TIME);
        assertThatThrownBy(() -> read("debian-13", "snapshot=" + TIME, "watch="))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("watch is not set");
    }

    @ParameterizedTest
    @CsvSource({
        "20261101T060000Z, 20261101T060000Z",
        "2026-11-01, 20261101T000000Z",
        "2026-11-01T06:00:00.5Z, 20261101T060000Z"
    })
    void momentsHaveSeveralForms(String text, String moment) {
        assertThat(Moment.parse(text)).hasToString(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "20261301T060000Z", "2026-02-30"})
    void otherTextsAreNoMoments(String text) {
        assertThatThrownBy(() -> read("debian-13", "snapshot=" + text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is not a moment such as");
    }
}
