package org.imagefactory.tinman;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.imagefactory.tdl.TargetContent;
import org.imagefactory.tdl.Template;
import org.imagefactory.tdl.TemplateReader;
import org.imagefactory.tdl.TemplateRules;
import org.junit.jupiter.api.Test;

/** The examples of docs/templates.md are valid, and there are sections for their systems. */
final class DocumentedTemplatesTest {

    private static List<String> examples(String root) throws IOException {
        String text = Files.readString(Path.of("docs/templates.md"));
        return Pattern.compile("```xml\n(<" + root + "\\b.*?)```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Test
    void templatesOfAllFamilies() throws Exception {
        List<String> sections = new ArrayList<>();
        for (String example : examples("template")) {
            Template template = TemplateReader.read(example, TemplateRules.PLAIN);
            assertThat(template.warnings()).isEmpty();
            assertThat(template.isCustomised()).isTrue();
            Resolution resolution =
                    new Resolving(template.os().name(), template.os().version()).resolve(template);
            assertThat(resolution.warnings()).isEmpty();
            sections.add(resolution.section());
        }
        assertThat(sections)
                .containsExactly(
                        "debian-13",
                        "ubuntu-24.04",
                        "fedora-44",
                        "centos-stream-9",
                        "opensuse-tumbleweed");
    }

    @Test
    void contentForClouds() throws Exception {
        List<String> examples = examples("template_includes");
        assertThat(examples).hasSize(1);
        TargetContent content = TargetContent.read(examples.get(0).getBytes(UTF_8));

        assertThat(content.include("ec2", "Debian", "13", "x86_64")).isPresent();
        assertThat(content.include("ec2", "Fedora", "44", "x86_64")).isEmpty();
    }
}
