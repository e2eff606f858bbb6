package org.imagefactory.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code debian/} says about other packages, the version and the units. */
class DebianControlTest {

    /** Every Debian system has them, so Debian's policy wants no relation to them. */
    private static final Set<String> ESSENTIAL =
            Set.of("coreutils", "findutils", "gzip", "tar", "util-linux");

    private static final Pattern RELATIONS =
            Pattern.compile("^(Depends|Recommends|Suggests):((?:\n [^\n]*)+)", Pattern.MULTILINE);

    @Test
    void knowsThePackagesOfAllPrograms() throws IOException {
        List<String> packages =
                Arrays.stream(Program.values())
                        .map(Program::debianPackage)
                        .filter(name -> !ESSENTIAL.contains(name))
                        .toList();

        assertThat(related()).containsAll(packages);
        assertThat(related()).doesNotContainAnyElementsOf(ESSENTIAL);
    }

    @Test
    void knowsThePackagesOfAllKeyrings() throws IOException {
        assertThat(related())
                .containsAll(
                        Arrays.stream(KeyringPackage.values())
                                .map(KeyringPackage::debianPackage)
                                .toList());
    }

    @Test
    void hasTheVersionOfTheProgram() throws IOException {
        String program =
                first("<artifactId>image-factory</artifactId>\\s*<version>([^<]*)", "pom.xml");

        assertThat(first("^image-factory \\(([^)]*)\\)", "debian/changelog")).isEqualTo(program);
    }

    /** What differs is which images they build. */
    @Test
    void bothServicesAreConfinedAlike() throws IOException {
        assertThat(confinement("debian/image-factory.service"))
                .isEqualTo(confinement("debian/image-factory@.service"))
                .contains("ProtectSystem=strict", "NoNewPrivileges=yes");
    }

    private static String confinement(String unit) throws IOException {
        return Files.readString(Path.of(unit)).replaceFirst("(?s)^.*\nExecStart=[^\n]*\n", "");
    }

    /** The names of all packages that control names, alternatives among them. */
    private static Set<String> related() throws IOException {
        Matcher matcher = RELATIONS.matcher(Files.readString(Path.of("debian/control")));
        return matcher.results()
                .flatMap(result -> Stream.of(result.group(2).split("[,|]")))
                .map(relation -> relation.replaceAll("\\(.*?\\)", "").strip())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private static String first(String pattern, String file) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
