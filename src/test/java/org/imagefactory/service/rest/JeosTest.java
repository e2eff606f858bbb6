package org.imagefactory.service.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JeosTest {

    @TempDir Path folder;

    @Test
    void linesOfFilesAndFolders() throws Exception {
        Path more = Files.createDirectory(folder.resolve("more"));
        Path file =
                Files.writeString(
                        folder.resolve("a"),
                        """
                        # ec2:x
                        ec2:ec2-us-east-1:Fedora:17:x86_64:ami-old:ec2-user:sudo

                        ec2:ec2-us-east-1:RHEL:6:i386:ami-2
                        too:few:fields
                        """);
        Files.writeString(
                more.resolve("b"), "ec2:ec2-us-east-1:Fedora:17:x86_64:ami-new:root:sudo -u a:b\n");
        List<String> warnings = new ArrayList<>();

        Jeos jeos =
                Jeos.read(
                        List.of(file.toString(), more.toString(), folder + "/absent"),
                        warnings::add);

        assertThat(Json.line(jeos.images()))
                .isEqualTo(
                        "{\"ec2\":{\"ec2-us-east-1\":{\"Fedora\":{\"17\":{\"x86_64\":{\"cmd_prefix\":"
                                + "\"sudo -u a:b\",\"img_id\":\"ami-new\",\"user\":\"root\"}}},\"RHEL\":"
                                + "{\"6\":{\"i386\":{\"cmd_prefix\":null,\"img_id\":\"ami-2\",\"user\":null"
                                + "}}}}}}");
        assertThat(jeos.paths()).containsEntry("1", more.toString()).hasSize(3);
        assertThat(warnings)
                .containsExactly(
                        file + ":5 has fewer than 6 fields and is ignored",
                        "the file " + folder + "/absent of jeos_config cannot be read");
    }
}
