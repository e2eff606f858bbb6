package org.imagefactory.tinman;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.imagefactory.json.Json;
import org.imagefactory.tdl.Template;
import org.imagefactory.tdl.TemplateReader;
import org.imagefactory.tdl.TemplateRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateViewTest {

    private static final String TEXT =
            """
            <template>
              <name>n</name>
              <os>
                <name>Debian</name><version>13</version><arch>x86_64</arch>
                <install type='url'><url>http://m.example/debian</url></install>
                <rootpw>geheimes Wort</rootpw>
              </os>
              <repositories><repository name='r'><url>http://u:secret1@r.example/</url>
              </repository></repositories>
              <packages><package name='vim'/></packages>
              <files><file name='/etc/x' type='url'>http://f.example/x</file></files>
              <commands><command name='c'>echo hello</command></commands>
            </template>
            """;

    @TempDir Path folder;

    @Test
    void showsEverythingWithItsOriginAndNoSecret() throws Exception {
        Template template = TemplateReader.read(TEXT, TemplateRules.PLAIN);
        Resolution resolution =
                new Resolving("", "")
                        .section(
                                folder,
                                "[DEFAULT]\ndata_dir=" + Path.of("").toAbsolutePath() + "\n")
                        .resolve(template);
        TemplateView view = new TemplateView(resolution, template, "t.tdl");

        String text = view.text();
        assertThat(text)
                .startsWith(
                        """
                        system: Debian 13
                        section: [debian-13]
                        installer: http://m.example/debian/dists/trixie/main/installer-amd64/"""
                                + "current/images/netboot/debian-installer/amd64/linux\n")
                .contains(
                        "verified by: the signature of"
                                + " http://m.example/debian/dists/trixie/InRelease\n",
                        "\nimage-size = 10737418240B\n    # t.tdl: default of disk/size\n",
                        "\npreseed file: ",
                        "    d-i debian-installer/locale string en_US.UTF-8\n",
                        "  package vim\n    # t.tdl: packages\n",
                        "  file /etc/x: http://f.example/x\n    # t.tdl:11\n",
                        "  command c: raw, 10 bytes\n    # t.tdl:12\n");
        String json = Json.line(view.fields());
        for (String all : List.of(text, json)) {
            assertThat(all).doesNotContain("geheim", "$6$", "secret1");
        }
        assertThat(json).contains("\"section\":\"debian-13\"", "\"origin\":\"t.tdl:12\"");
    }
}
