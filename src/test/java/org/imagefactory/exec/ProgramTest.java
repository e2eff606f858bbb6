package org.imagefactory.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProgramTest {

    private static final Path SOURCES = Path.of("src/main/java/org/imagefactory");

    /** Words of the configuration and of documents that happen to be names of programs, too. */
    private static final Set<String> OTHER_WORDS =
            Set.of(
                    "clouds/oci/ArchiveCompression.java: gzip",
                    "clouds/oci/ArchiveCompression.java: xz",
                    "config/Keys.java: zerofree",
                    "manifest/PackageFormat.java: rpm",
                    "service/rest/MediaTypes.java: xz",
                    "tools/HookArguments.java: setsid");

    @Test
    void namesStandInOneTable() throws IOException {
        String names =
                Stream.of(Program.values())
                        .map(program -> Pattern.quote(program.command()))
                        .collect(Collectors.joining("|"));
        Pattern literal = Pattern.compile("\"(" + names + ")\"");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (!file.endsWith("exec/Program.java")) {
                    Matcher matcher = literal.matcher(Files.readString(file));
                    while (matcher.find()) {
                        found.add(SOURCES.relativize(file) + ": " + matcher.group(1));
                    }
                }
            }
        }
        assertThat(found).hasSameElementsAs(OTHER_WORDS);
    }
}
