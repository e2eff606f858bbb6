package org.imagefactory.aeolus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Options before the file before defaults; what is wrong with a file. */
class SettingsTest {

    @TempDir Path folder;

    @Test
    void optionsWinOverTheFile() throws Exception {
        Settings settings =
                load(
                        "{\"timeout\": 5, \"debug\": 1, \"verbose\": false, \"imgdir\": \"/a\","
                                + " \"no_ssl\": 0, \"later\": {}}",
                        Map.of(Setting.TIMEOUT, "7", Setting.DEBUG, "false"));

        assertThat(settings.number(Setting.TIMEOUT)).isEqualTo(7);
        assertThat(settings.isOn(Setting.DEBUG)).isFalse();
        assertThat(settings.isOn(Setting.NO_SSL)).isFalse();
        assertThat(settings.path(Setting.IMGDIR)).isEqualTo(Path.of("/a"));
        assertThat(settings.path(Setting.TMPDIR)).isEqualTo(Path.of("/tmp"));
        assertThat(settings.isGiven(Setting.PLUGINS)).isFalse();
        assertThat(settings.store()).isEqualTo(Path.of("/var/lib/imagefactory/storage"));
        assertThat(settings.ignored()).singleElement().asString().contains("'later'");
    }

    @ParameterizedTest
    @EnumSource
    void defaultsAreValues(Setting setting) {
        assertThat(SettingValues.ofDefault(setting)).isNotNull();
        assertThat(setting.documentation()).endsWith(".");
        assertThat(Setting.of(setting.key())).contains(setting);
    }

    @Test
    void sampleHasOnlyKnownKeysWithTheirDefaults() throws Exception {
        Settings settings =
                Settings.load(
                        Map.of(), Optional.of(Path.of("conf/imagefactory/imagefactory.conf")));

        assertThat(settings.ignored()).isEmpty();
        assertThat(settings.isOn(Setting.TDL_REQUIRE_ROOT_PW)).isFalse();
        assertThat(settings.number(Setting.MAX_CONCURRENT_LOCAL_SESSIONS)).isEqualTo(2);
        assertThat(settings.object(Setting.CLIENTS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | is not JSON",
                "[] | not an object",
                "'' | is empty",
                "{\"timeout\": \"soon\"} | timeout must be a number from 1 on",
                "{\"timeout\": 0} | timeout must be a number",
                "{\"timeout\": 1.5} | timeout must be a number",
                "{\"debug\": \"maybe\"} | debug must be true, false, 1 or 0",
                "{\"imgdir\": 5} | imgdir must be",
                "{\"output\": \"xml\"} | output must be log or json",
                "{\"clients\": []} | clients must be an object",
                "{\"jeos_config\": [1]} | jeos_config must be a",
                "{\"image_manager\": \"mongo\"} | only 'file' is supported",
                "{\"image_manager_args\": {\"storage_path\": 5}} | storage_path must be",
            })
    void namesWhatIsBroken(String text, String message) {
        assertThatThrownBy(() -> load(text, Map.of()))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining(message);
    }

    @Test
    void namesTheFile() {
        Path none = folder.resolve("none");

        assertThatThrownBy(() -> Settings.load(Map.of(), Optional.of(none)))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining(none.toString());
        assertThatThrownBy(() -> Settings.load(Map.of(), Optional.of(folder)))
                .hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> load("{\"timeout\": 0}", Map.of()))
                .hasMessageContaining(folder.resolve("conf").toString());
    }

    private Settings load(String text, Map<Setting, String> options)
            throws IOException, BuildException {
        Path file = Files.writeString(folder.resolve("conf"), text);
        return Settings.load(options, Optional.of(file));
    }
}
