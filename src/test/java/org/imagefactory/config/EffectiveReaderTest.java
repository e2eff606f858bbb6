package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imagefactory.spec.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveReaderTest {

    @TempDir Path folder;

    private Effective effective(Fixture fixture) throws Exception {
        return fixture.reader().effective("img");
    }

    private Setting at(String value, int line) {
        return new Setting(value, folder.resolve("1.conf") + ":" + line);
    }

    @Test
    void valuesWithTheirOrigins() throws Exception {
        Effective effective =
                effective(
                        new Fixture(folder)
                                .file(
                                        """
                        [DEFAULT]
                        mirror=http://m
                        [img]
                        Linux=${mirror}/l
                        image_size=3G
                        cache-dir=~/c
                        ram=
                        post-upload-command=x ${image}
                        """)
                                .set("cores=2", "own=${mirror}")
                                .option(Keys.FORMAT, "--format", "qcow2"));
        assertThat(effective.errors()).isEmpty();
        assertThat(effective.settings())
                .containsAllEntriesOf(
                        Map.of(
                                "mirror",
                                at("http://m", 2),
                                "linux",
                                at("http://m/l", 4),
                                "image-size",
                                at("3G", 5),
                                "cache_dir",
                                at("~/c", 6),
                                "ram",
                                new Setting("1G", "default"),
                                "post-upload-command",
                                at("x ${image}", 8),
                                "cores",
                                new Setting("2", "option --set"),
                                "own",
                                new Setting("http://m", "option --set"),
                                "format",
                                new Setting("qcow2", "option --format"),
                                "log-filename",
                                new Setting("img-2026-11-22.log", "default")))
                .containsEntry("connect", new Setting("qemu:///session", "default"))
                .doesNotContainKeys("mac", "initrd", "upload_type", "image_size", "cache-dir");
    }

    /** What is said of all images may be for others, and may not even make sense for this one. */
    @Test
    void usesNoVariablesOfOthers() throws Exception {
        Effective effective =
                effective(
                        new Fixture(folder)
                                .file(
                                        """
                        [DEFAULT]
                        base=http://m
                        mirror=${base}/debian
                        other=${base}/fedora/${version}
                        other-linux=${other}/l
                        ram=2G
                        [img]
                        linux=${mirror}/l
                        note=mine
                        """));
        assertThat(effective.settings()).containsKeys("other", "other-linux");
        assertThat(effective.description().used(Set.of()))
                .containsKeys("base", "mirror", "linux", "note", "ram", "connect")
                .doesNotContainKeys("other", "other-linux");
        assertThat(effective.description().used(Set.of("other"))).containsKey("other");
    }

    /** The sample has dozens of variables for each distribution, in the section for all images. */
    @Test
    void noImageOfTheSampleUsesWhatIsForOthers() throws Exception {
        Layers layers =
                new Layers(
                        Configuration.load(List.of(Path.of("conf/image-factory.conf"))), List.of());
        SpecReader reader = new SpecReader(layers, Fixture.USER);

        for (String image : layers.images()) {
            Map<String, Setting> used = reader.effective(image).description().used(Set.of());
            assertThat(used.values()).as(image).noneMatch(s -> s.value().contains("${"));
        }
        assertThat(reader.effective("debian-13").description().used(Set.of()).keySet())
                .noneMatch(name -> name.matches("(el|fedora|rpm|opensuse|ubuntu)_.*"));
    }

    @Test
    void brokenValuesStandAsWritten() throws Exception {
        Effective effective =
                effective(new Fixture(folder).file("[img]\nlinux=${a}/x\na=${b}\nram=bad\n"));
        assertThat(effective.settings())
                .containsEntry("linux", at("${a}/x", 2))
                .containsEntry("ram", at("bad", 4));
        assertThat(effective.errors().get("linux").toString())
                .isEqualTo(folder + "/1.conf:3: [img] linux: unknown variable '${b}'");
        assertThat(effective.errors()).containsOnlyKeys("a", "linux");
    }

    @Test
    void aSpellingThatTheOtherRefersToIsAVariable() throws Exception {
        Effective effective =
                effective(
                        new Fixture(folder)
                                .file(
                                        """
                        [DEFAULT]
                        image-size=${image_size}G
                        [img]
                        image_size=3
                        """));
        assertThat(effective.settings())
                .containsEntry("image-size", at("3G", 2))
                .containsEntry("image_size", at("3", 4));
    }

    @Test
    void bothSpellings() throws Exception {
        String both = "[DEFAULT]\nimage_size=1G\n[img]\nimage-size=3G\nimage_size=4G\n";
        assertThat(effective(new Fixture(folder).file(both)).settings())
                .containsEntry("image-size", at("3G", 4))
                .containsEntry("image_size", at("4G", 5));
        Effective layered = effective(new Fixture(folder).file(both).file("[img]\nimage_size=5G"));
        assertThat(layered.settings().get("image-size").value()).isEqualTo("5G");
        Effective set = effective(new Fixture(folder).file(both).set("image_size=6G"));
        assertThat(set.settings().get("image-size").value()).isEqualTo("6G");
    }

    @Test
    void theOtherSpellingIsBetterThanAnUnknownVariable() throws Exception {
        Effective effective =
                effective(new Fixture(folder).file("[img]\nimage_size=4G\nx=${image-size}\n"));
        assertThat(effective.settings().get("x").value()).isEqualTo("4G");
    }

    @Test
    void imagesAreTheSectionsThatAreNoDestinations() throws Exception {
        Layers layers =
                new Fixture(folder)
                        .file(
                                """
                        [DEFAULT]
                        upload_destinations=${first}, second
                        first=one
                        [img]
                        [one]
                        [second]
                        [third]
                        upload-type=rsync
                        [b]
                        upload_destinations=${broken}
                        """)
                        .layers();
        assertThat(layers.images()).isEqualTo(List.of("img", "b"));
    }
}
