package org.imagefactory.clouds.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CloudsFileTest {

    @TempDir Path folder;
    private CloudsFile file;

    @BeforeEach
    void write() throws Exception {
        Files.writeString(
                folder.resolve("clouds.yaml"),
                """
                clouds:
                  one:
                    auth: {auth_url: http://one/v3, username: joe, project_name: 42}
                    region_name: north
                  two:
                    auth: {auth_url: http://two}
                """);
        Files.writeString(
                folder.resolve("secure.yaml"), "clouds: {one: {auth: {password: secret}}}");
        file = new CloudsFile(Map.of(), folder);
    }

    @Test
    void aCloudIsTheSameAsVariables() throws Exception {
        assertThat(file.variables(Optional.of("one")))
                .containsOnly(
                        Map.entry("OS_AUTH_URL", "http://one/v3"),
                        Map.entry("OS_USERNAME", "joe"),
                        Map.entry("OS_PASSWORD", "secret"),
                        Map.entry("OS_PROJECT_NAME", "42"),
                        Map.entry("OS_REGION_NAME", "north"));
        assertThat(new CloudsFile(Map.of("OS_CLOUD", "two"), folder).variables(Optional.empty()))
                .containsEntry("OS_AUTH_URL", "http://two");
    }

    @Test
    void variablesAreTakenWhereNoCloudIsNamed() throws Exception {
        Map<String, String> variables = Map.of("OS_AUTH_URL", "http://three");

        assertThat(new CloudsFile(variables, folder).variables(Optional.empty()))
                .isEqualTo(variables);
    }

    @Test
    @Timeout(60)
    void onlyRegularFilesAreRead() throws Exception {
        Path yaml = folder.resolve("clouds.yaml");
        Files.delete(yaml);
        Files.createSymbolicLink(yaml, Path.of("/dev/zero"));

        assertThatThrownBy(() -> file.variables(Optional.of("one")))
                .hasMessage(yaml + " is no regular file");
    }

    @Test
    void aCloudThatIsNotThereIsSaid() throws Exception {
        assertThatThrownBy(() -> file.variables(Optional.of("three")))
                .hasMessage("clouds.yaml has no cloud 'three'; there are: one, two");
        assertThatThrownBy(() -> file.variables(Optional.empty()))
                .hasMessageStartingWith("which cloud is not said, and OS_AUTH_URL is not set");
        Files.writeString(folder.resolve("clouds.yaml"), "clouds: {one: [secret");
        assertThatThrownBy(() -> file.variables(Optional.of("one")))
                .hasMessageEndingWith("clouds.yaml is not YAML");
    }
}
