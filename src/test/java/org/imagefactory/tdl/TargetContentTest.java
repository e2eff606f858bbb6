package org.imagefactory.tdl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TargetContentTest {

    private static final String LEVELS =
            """
            <?xml version="1.0"?>
            <template_includes>
              <!-- the first that fits best -->
              <include><packages><package name="any"/></packages></include>
              <include target="ec2"><packages><package name="target"/></packages></include>
              <include target="ec2" os="Fedora"><packages><package name="os"/></packages></include>
              <include target="ec2" os="Fedora" version="41">
                <packages><package name="version"/></packages>
              </include>
              <include target="ec2" os="Fedora" version="41" arch="x86_64">
                <packages><package name="arch"/></packages>
              </include>
              <include target="ec2" os="Fedora"><packages><package name="2nd"/></packages></include>
              <include os="Debian"><packages><package name="for nobody"/></packages></include>
              <include target="gce" arch="x86_64">
                <packages><package name="for nobody"/></packages>
              </include>
            </template_includes>
            """;

    private static TargetContent read(String text) throws InvalidTemplateException {
        return TargetContent.read(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "ec2, Fedora, 41, x86_64, arch",
        "ec2, Fedora, 41, aarch64, version",
        "ec2, Fedora, 42, x86_64, os",
        "ec2, Debian, 41, x86_64, target",
        "gce, Fedora, 41, x86_64, any",
        "gce, Debian, 13, x86_64, any",
    })
    void theMostSpecific(String target, String os, String version, String arch, String expected)
            throws Exception {
        assertThat(read(LEVELS).include(target, os, version, arch).orElseThrow().packages())
                .containsExactly(expected);
    }

    @Test
    void packagesAndRepositories() throws Exception {
        TargetContent.Include include =
                read("""
                        <template_includes><include target="ec2">
                          <repositories>
                            <repository name="a">
                              <url>http://example.org/</url><persisted>No</persisted>
                            </repository>
                          </repositories>
                          <packages><package name="b"/><package name="c"/></packages>
                        </include></template_includes>
                        """)
                        .include("ec2", "a", "b", "c")
                        .orElseThrow();

        assertThat(include.packages()).containsExactly("b", "c");
        assertThat(include.repositories())
                .containsExactly(
                        new TemplateRepository("a", "http://example.org/", false, false, false));
    }

    @Test
    void nothingFits() throws Exception {
        assertThat(read("<template_includes/>").include("a", "b", "c", "d")).isEmpty();
        assertThat(TargetContent.NONE.include("a", "b", "c", "d")).isEmpty();
        assertThat(
                        read("<template_includes><include target='ec2'/></template_includes>")
                                .include("gce", "b", "c", "d"))
                .isEmpty();
    }

    @Test
    void faultsAreThoseOfATemplate() {
        assertThatThrownBy(() -> read("<template/>"))
                .hasMessageContaining("/template: <template> is not known here");
        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                        <template_includes>
                                          <include platform="ec2"><package name="a"/></include>
                                          <include><repositories><repository name="a"/>
                                          </repositories></include>
                                        </template_includes>
                                        """))
                .asInstanceOf(
                        org.assertj.core.api.InstanceOfAssertFactories.type(
                                InvalidTemplateException.class))
                .extracting(
                        e ->
                                e.faults().stream()
                                        .map(fault -> fault.line() + fault.element())
                                        .toList())
                .isEqualTo(
                        java.util.List.of(
                                "2/template_includes/include",
                                "2/template_includes/include/package",
                                "3/template_includes/include/repositories/repository/url"));
        assertThatThrownBy(() -> read("<!DOCTYPE template_includes><template_includes/>"))
                .hasMessageContaining("DOCTYPE");
    }
}
