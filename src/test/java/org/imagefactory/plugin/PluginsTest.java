package org.imagefactory.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which plugin has what, and what is said of broken descriptions. */
class PluginsTest {

    private static final String INFO =
            """
            {"type": "%s", "targets": %s, "description": "d", "version": "1", "license": "l",
             "maintainer": {"name": "n", "email": "e", "url": "u"}}""";

    @TempDir Path folder;

    /** Says by its name which one it is. */
    private record Linux(String name) implements OsPlugin {

        @Override
        public void createBaseImage(BaseImageJob job) {}

        @Override
        public void createTargetImage(TargetImageJob job, CloudContent content) {}
    }

    private record Cloud(String name) implements CloudPlugin {

        @Override
        public Pushed push(PushJob job) {
            return new Pushed("", "");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Fedora, 38, x86_64, Exact",
        "Fedora, 38, aarch64, Version",
        "Fedora, 39, x86_64, Any",
        "Debian, 13, x86_64, Any",
    })
    void mostExactClaimWins(String name, String version, String arch, String expected)
            throws Exception {
        system("Any", "[[\"Fedora\", null, null], [\"Debian\", null, null]]");
        system("Exact", "[[\"Fedora\", \"38\", \"x86_64\"]]");
        system("Version", "[[\"Fedora\", \"38\", null], [\"Debian\", \"12\", null]]");

        assertThat(load("Any", "Exact", "Version").os(name, version, arch))
                .isEqualTo(new Linux(expected));
    }

    @Test
    void firstByNameWinsAmongEquals() throws Exception {
        cloud("B", "[[\"x\"]]");
        cloud("A", "[[\"x\"], [\"y\"]]");
        cloud("x", "[[\"z\"]]");

        Plugins plugins = load("A", "B", "x");

        assertThat(plugins.cloud("x")).isEqualTo(new Cloud("A"));
        assertThat(plugins.cloud("B")).isEqualTo(new Cloud("B"));
        assertThat(plugins.cloud("z")).isEqualTo(new Cloud("x"));
    }

    @Test
    void saysWhatIsKnownWhereNoneFits() throws Exception {
        system("S", "[[\"Fedora\", null, null], [\"Debian\", \"13\", \"x86_64\"]]");
        cloud("C", "[[\"ec2\"]]");
        Plugins plugins = load("S", "C");

        assertThatThrownBy(() -> plugins.os("Debian", "12", "i386"))
                .isInstanceOf(BuildException.class)
                .hasMessage(
                        "no plugin installs the system Debian 12 i386; known: Debian 13 x86_64,"
                                + " Fedora");
        assertThatThrownBy(() -> plugins.cloud("Fedora"))
                .isInstanceOf(BuildException.class)
                .hasMessage("no plugin makes images for the target Fedora; known: C, ec2");
        assertThatThrownBy(() -> load().cloud("x")).hasMessageEndingWith("known: none");
        assertThatThrownBy(() -> plugins.cloud("rackspace"))
                .hasMessageStartingWith("target 'rackspace' is not made any more")
                .hasMessageContaining("make 'openstack-kvm'")
                .hasMessageEndingWith("known: C, ec2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"type\": \"os\"}",
                "{",
            })
    void listsBrokenDescriptions(String text) throws Exception {
        Files.writeString(folder.resolve("Broken.info"), text);
        cloud("Good", "[[\"good\"]]");

        Plugins plugins = load("Broken", "Good");

        assertThat(plugins.find("Broken").orElseThrow().json()).containsOnlyKeys("ERROR");
        assertThat(plugins.cloud("good")).isEqualTo(new Cloud("Good"));
        assertThatThrownBy(() -> plugins.cloud("Broken")).isInstanceOf(BuildException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\": \"cloud\" | \"type\": \"x\" | type is neither os nor cloud",
                "\"license\": \"l\" | \"l\": \"l\" | it lacks the text license",
                "\"version\": \"1\" | \"version\": 1 | it lacks the text version",
                "\"url\": \"u\" | \"u\": \"u\" | maintainer lacks the text url",
                "[[\"c\"]] | [\"c\"] | targets is no list of lists",
                "[[\"c\"]] | null | targets is no list of lists",
                "[[\"c\"]] | [[\"c\", null, null]] | a target of a cloud plugin is [name]",
            })
    void saysWhatIsWrong(String right, String wrong, String message) throws Exception {
        String text = INFO.formatted("cloud", "[[\"c\"]]").replace(right, wrong);
        Files.writeString(folder.resolve("C.info"), text);

        assertThat(load("C").find("C").orElseThrow().error()).contains(message);
    }

    @Test
    void listsDescriptionsWithoutPlugin() throws Exception {
        cloud("Good", "[[\"x\"]]");
        cloud("Absent", "[[\"x\"]]");
        system("C", "[]");
        Files.createDirectory(folder.resolve("Folder.info"));
        Files.writeString(folder.resolve("README"), "no description");

        Plugins plugins = load("Good", "C");

        assertThat(plugins.all())
                .extracting(Description::name)
                .containsExactly("Absent", "C", "Folder", "Good");
        assertThat(plugins.find("Absent").orElseThrow().error())
                .contains("this program has no plugin of that name");
        assertThat(plugins.find("Folder").orElseThrow().error()).isPresent();
        assertThat(plugins.find("Good").orElseThrow().json()).containsEntry("license", "l");
        assertThat(plugins.cloud("x")).isEqualTo(new Cloud("Good"));
    }

    @Test
    void refusesAPluginOfAnotherType() throws Exception {
        system("C", "[]");

        Plugins plugins =
                Plugins.load(folder, List.of(PluginFactory.of("C", () -> new Cloud("C"))));

        assertThat(plugins.find("C").orElseThrow().error())
                .contains("the plugin is of another type");
    }

    @Test
    void refusesAnAbsentFolder() {
        assertThatThrownBy(() -> Plugins.load(folder.resolve("none"), List.of()))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining(folder.resolve("none").toString());
    }

    /** Those without a plugin say so, and nothing else is wrong with any. */
    @Test
    void shippedDescriptionsAreSound() throws Exception {
        Path files = Path.of("src/main/resources/org/imagefactory/plugin");
        List<PluginFactory> factories = new ArrayList<>();
        List<String> names;
        try (var found = Files.list(files)) {
            names = found.map(file -> file.getFileName().toString()).sorted().toList();
        }
        for (String name : names) {
            boolean os = Files.readString(files.resolve(name)).contains("\"type\": \"os\"");
            String plain = name.replace(".info", "");
            factories.add(PluginFactory.of(plain, () -> os ? new Linux(plain) : new Cloud(plain)));
        }

        Plugins plugins = Plugins.shipped(factories);

        assertThat(plugins.all()).extracting(each -> each.name() + ".info").isEqualTo(names);
        assertThat(plugins.all()).allMatch(each -> each.error().isEmpty());
        assertThat(plugins.cloud("openstack-kvm")).isEqualTo(new Cloud("OpenStack"));
        assertThat(plugins.os("MockOS_B", "1", "x86_64")).isEqualTo(new Linux("MockOS"));
        assertThatThrownBy(() -> plugins.os("MockOS_B", "2", "x86_64"))
                .isInstanceOf(BuildException.class);
        assertThat(Plugins.shipped(List.of()).all()).allMatch(each -> each.error().isPresent());
    }

    private void system(String name, String targets) throws IOException {
        Files.writeString(folder.resolve(name + ".info"), INFO.formatted("os", targets));
    }

    private void cloud(String name, String targets) throws IOException {
        Files.writeString(folder.resolve(name + ".info"), INFO.formatted("cloud", targets));
    }

    /** With a plugin of each name, of the type that its description has. */
    private Plugins load(String... names) throws BuildException {
        return Plugins.load(
                folder,
                Arrays.stream(names)
                        .map(name -> PluginFactory.of(name, () -> plugin(name)))
                        .toList());
    }

    private Plugin plugin(String name) {
        try {
            boolean os = Files.readString(folder.resolve(name + ".info")).contains("\"os\"");
            return os ? new Linux(name) : new Cloud(name);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
