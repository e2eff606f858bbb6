package org.imagefactory.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import org.imagefactory.report.Outcome;
import org.junit.jupiter.api.Test;

/** What is found to have changed in the files that an image is made from, and in its own. */
class FreshFilesTest extends OneBuild {

    @Test
    void theAnswerFile() throws Exception {
        String answers = file("answers.cfg", "d-i two");

        assertChanges("answer file %s changed".formatted(answers));
        Files.delete(folder.resolve("answers.cfg"));
        assertThat(assess(true).changes())
                .singleElement()
                .satisfies(
                        change ->
                                assertThat(change.text())
                                        .startsWith("answer file %s cannot be".formatted(answers)));
    }

    @Test
    void theInstaller() throws Exception {
        file("linux", "MZ\0 another");

        assertChanges("installer file linux changed");
        Files.delete(folder.resolve("linux"));
        assertThat(assess(true).changes())
                .singleElement()
                .satisfies(
                        change ->
                                assertThat(change.text())
                                        .startsWith("the installer cannot be told: ")
                                        .contains("there is no such file"));
    }

    @Test
    void aWatchedFile() throws Exception {
        String name = "watched file " + folder.resolve("InRelease");
        file("InRelease", "Suite: stable\nDate: Sat, 12 Sep 2026 07:55:41 UTC\n");
        assertUnchanged();

        file("InRelease", "Suite: testing\n");
        assertChanges(name + " changed");

        keys.put("watch", keys.get("watch") + " " + file("more", "1"));
        assertChanges(name + " changed", "watched file " + folder.resolve("more") + " is new");

        keys.remove("watch");
        assertChanges(name + " is gone");
    }

    @Test
    void aWatchedFileThatCannotBeRead() throws Exception {
        Files.delete(folder.resolve("InRelease"));

        assertThat(assess(false).unchanged()).isFalse();
        assertThat(assess(true).changes())
                .extracting(Change::kind)
                .containsExactly(Change.Kind.UNKNOWN);
    }

    @Test
    void whatTheBuildCouldNotNote() throws Exception {
        Map<String, String> inputs = new HashMap<>(inputs());
        inputs.keySet().removeIf(key -> key.startsWith("watched"));
        remember(record(Outcome.SUCCESS, inputs));

        assertChanges("watched file %s is new".formatted(folder.resolve("InRelease")));
    }

    @Test
    void whatThisVersionDoesNotKnow() throws Exception {
        Map<String, String> inputs = new HashMap<>(inputs());
        inputs.put("weather", "00");
        remember(record(Outcome.SUCCESS, inputs));

        assertChanges("weather is gone");
    }

    @Test
    void theImageIsGone() throws Exception {
        Files.delete(folder.resolve(IMAGE_FILE));

        assertChanges("image file %s is gone".formatted(IMAGE_FILE));
    }

    @Test
    void theImageWasReplacedOrUsed() throws Exception {
        file(IMAGE_FILE, "longer than before");
        assertChanges("image file %s changed: it is not as it was published".formatted(IMAGE_FILE));

        file(IMAGE_FILE, "content");
        Files.setLastModifiedTime(folder.resolve(IMAGE_FILE), FileTime.from(now));
        assertChanges("image file %s changed: it is not as it was published".formatted(IMAGE_FILE));
    }

    @Test
    void aFileBesideTheImageIsGone() throws Exception {
        Files.delete(folder.resolve("img.packages"));
        Files.delete(folder.resolve(IMAGE_FILE + ".sha256sum"));

        assertChanges(
                "file %s.sha256sum is gone".formatted(IMAGE_FILE), "file img.packages is gone");
    }
}
