package org.imagefactory.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.history.History;
import org.imagefactory.report.Outcome;
import org.imagefactory.spec.Copy;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Sha256;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found to have changed in the configuration, and in the memory of builds. */
class FreshnessTest extends OneBuild {

    @Test
    void nothing() throws Exception {
        assertUnchanged();
    }

    @ParameterizedTest
    @CsvSource({
        "ram, 2G",
        "cores, 2",
        "image-size, 3G",
        "format, raw",
        "compression, zstd",
        "zero-free, none",
        "boot-test, no",
        "lint, machine-id",
        "sign-key, me",
        "sbom, none",
        "osinfo, debian13",
        "virt-type, qemu",
        "verify, checksum",
        "append, other",
        "post-build-command, true",
    })
    void aSettingOfTheImage(String key, String value) throws Exception {
        boolean isNew = List.of("osinfo", "sign-key", "post-build-command").contains(key);
        keys.put(key, value);

        assertChanges("setting %s %s".formatted(key, isNew ? "is new" : "changed"));
    }

    /** Nothing but the specification itself tells the two apart. */
    @Test
    void specificationsThatNobodyConfigured() {
        ImageSpec one = Specs.spec(Specs.anHour());
        ImageSpec other = Copy.with(one, "disk.size", DataSize.parse("7G"));

        assertThat(Inventory.of(one, builder)).isNotEqualTo(Inventory.of(other, builder));
    }

    /** It knows the values of keys, as they were written. */
    @Test
    void aMemoryOfAnEarlierVersion() throws Exception {
        Map<String, String> old = new TreeMap<>(inputs());
        old.keySet().removeIf(part -> part.startsWith("field "));
        Description description = reading().description();
        description
                .settings()
                .forEach(
                        (name, setting) -> {
                            if (description.matters(name)) {
                                old.put("setting " + name, Sha256.of(setting.value()).hex());
                            }
                        });
        remember(record(Outcome.SUCCESS, old));

        assertUnchanged();

        keys.put("ram", "2G");
        keys.put("mac", "52:54:00:00:00:01");
        assertChanges("setting mac is new", "setting ram changed");
    }

    @Test
    void aSettingThatIsGone() throws Exception {
        keys.put("mac", "52:54:00:00:00:01");
        remember(record(Outcome.SUCCESS, inputs()));
        keys.remove("mac");

        assertChanges("setting mac is gone");
    }

    @Test
    void aVariableWhereItIsUsed() throws Exception {
        keys.put("secret", "other");

        assertChanges("setting append changed");
    }

    @ParameterizedTest
    @CsvSource({
        "cache_dir, /nonexistent/cache",
        "connect, qemu:///system",
        "install-timeout, 3h",
        "inactivity-timeout, 1h",
        "boot-timeout, 1h",
        "installer-logs, true",
        "log-file, true",
        "log-filename, x.log",
        "offline, true",
        "stale, false",
        "keep, 3",
        "keep-daily, 3",
        "keep-weekly, 3",
        "keep-monthly, 3",
        "keep-failures, 3",
        "latest-link, true",
        "metrics-file, m.prom",
        "notify-command, true",
        "report-html, r.html",
        "sign-keyring, k.gpg",
        "tags, nightly",
        "rebuild-after, 30d",
        "my_variable, 1",
    })
    void whatMakesNoDifferenceToTheImage(String key, String value) throws Exception {
        if (key.equals("cache_dir")) {
            keys.remove("watch"); // is looked at with the help of the cache
            remember(record(Outcome.SUCCESS, inputs()));
        }
        keys.put(key, value);

        assertUnchanged();
    }

    @Test
    void theSameFromAnotherPlaceInTheConfiguration() throws Exception {
        keys.remove("secret");
        lines.append("[DEFAULT]\nsecret=hunter2\n");

        assertUnchanged();
    }

    @Test
    void theUploadDestination() throws Exception {
        lines.append("upload_args=--progress\n");

        assertChanges("destination there changed");
    }

    @Test
    void theProgram() throws Exception {
        builder = "image-factory 2.0.1";

        assertChanges("image-factory changed");
    }

    @Test
    void theImageIsOld() throws Exception {
        keys.put("rebuild-after", "7d");
        assertUnchanged();
        now = BUILT.plus(Duration.ofDays(7));

        assertChanges("the last build is old: it is of 2026-11-20, see rebuild-after");
    }

    @Test
    void aFailedNightIsRetried() throws Exception {
        remember(record(new Outcome(ExitStatus.INSTALLATION, "it hung", "wait"), inputs()));

        assertChanges("the last build failed: status 6, it hung");
    }

    @Test
    void aCancelledBuildSaysNothing() throws Exception {
        remember(record(new Outcome(ExitStatus.TERMINATED, "cancelled", ""), inputs()));

        assertUnchanged();
    }

    @Test
    void noBuild() throws Exception {
        Files.delete(folder.resolve(History.FOLDER).resolve("img.json"));

        assertChanges("the image is new: no build of it is remembered in " + folder);
    }

    @Test
    void aDamagedMemory() throws Exception {
        Files.writeString(folder.resolve(History.FOLDER).resolve("img.json"), "{");

        assertThat(assess(false).unchanged()).isFalse();
        assertThat(assess(true).changes())
                .singleElement()
                .satisfies(
                        change ->
                                assertThat(change.text())
                                        .startsWith("the last build cannot be told: ")
                                        .contains("img.json is damaged"));
    }

    @Test
    void aBuildOfAnOlderVersion() throws Exception {
        remember(record(Outcome.SUCCESS, Map.of()));

        assertThat(assess(true).changes())
                .extracting(Change::kind)
                .containsExactly(Change.Kind.UNKNOWN);
    }

    @Test
    void withoutThoroughnessNobodyAsksAMirrorInVain() throws Exception {
        keys.put("ram", "2G");
        file("linux", "MZ\0 another");

        assertThat(assess(false).changes())
                .extracting(Change::text)
                .containsExactly("setting ram changed");
        assertThat(assess(true).changes()).hasSize(2);
    }

    @Test
    void secretsAreNotRemembered() throws Exception {
        assertThat(Files.readString(folder.resolve(History.FOLDER).resolve("img.json")))
                .contains("field kernel-arguments")
                .doesNotContain("hunter2", "host::images");
    }

    @Test
    void anInterruptIsNoAnswer() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> assess(false)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
