package org.imagefactory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One engine has one room: nothing outside it is made of its words. */
class EngineWordsTest {

    private static final Path SOURCES = Path.of("src/main/java/org/imagefactory");
    private static final Pattern WORD = Pattern.compile("(?i)libvirt|virsh|virt-?install|virtinst");

    /** Comments, text blocks, strings and names of types, in this order. */
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?s)//[^\\n]*|/\\*.*?\\*/|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\""
                            + "|'(?:\\\\.|[^'\\\\])+'"
                            + "|\\b(?:class|interface|enum|record)\\s+\\w+");

    /** What people read or write, by file, with the reason. */
    private static final Map<String, String> FOR_PEOPLE =
            Map.ofEntries(
                    Map.entry("clouds/ova/OvaPlugin.java", "the name of a form of boxes"),
                    Map.entry("clouds/ova/PackageForm.java", "the name of a form of boxes"),
                    Map.entry("clouds/ova/VagrantFiles.java", "the name of a form of boxes"),
                    Map.entry("config/EngineKeys.java", "documentation of keys"),
                    Map.entry("config/Keys.java", "documentation of keys"),
                    Map.entry("config/ValueType.java", "says what a wrong value should be"),
                    Map.entry("exec/ChildEnvironment.java", "variables that users set"),
                    Map.entry("exec/Program.java", "the one list of programs and packages"),
                    Map.entry("spec/CloudForm.java", "the name of a form of boxes"),
                    Map.entry("spec/RetiredCloud.java", "the name of a form of boxes"),
                    Map.entry("spec/LintRule.java", "documentation of rules"),
                    Map.entry("tinman/BaseBuild.java", "a parameter that clients read"),
                    Map.entry("tinman/LibvirtXml.java", "the value of that parameter"),
                    Map.entry("tinman/OzOverrides.java", "settings of another program"));

    @Test
    void nothingElseIsMadeOfTheEnginesWords() throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String name = SOURCES.relativize(file).toString();
                List<String> words = name.startsWith("libvirt/") ? List.of() : words(file);
                if (!words.isEmpty()) {
                    found.put(name, words);
                }
            }
        }

        assertThat(found.keySet()).as(found.toString()).isEqualTo(FOR_PEOPLE.keySet());
    }

    private static List<String> words(Path file) throws IOException {
        return TOKEN.matcher(Files.readString(file))
                .results()
                .map(token -> token.group())
                .filter(token -> !token.startsWith("//") && !token.startsWith("/*"))
                .filter(token -> WORD.matcher(token).find())
                .toList();
    }
}
