package org.imagefactory.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DpkgStatusTest {

    @TempDir Path folder;

    private List<InstalledPackage> read(String text) throws Exception {
        return read(text.getBytes(StandardCharsets.UTF_8), true);
    }

    private List<InstalledPackage> read(byte[] text, boolean stateNeeded) throws Exception {
        PackageCollector packages = new PackageCollector();
        new DpkgStatus(packages, stateNeeded).read(Files.write(folder.resolve("status"), text));
        return packages.sorted();
    }

    private static String paragraph(String name, String state) {
        return "Package: %s\nStatus: %s\nArchitecture: all\nVersion: 1\n\n".formatted(name, state);
    }

    @Test
    void readsWhatIsKnown() throws Exception {
        assertThat(
                        read(
                                """
                                Package: bsdutils
                                Essential: yes
                                Status: install ok installed
                                Maintainer: Chris <c@debian.org>
                                Architecture: amd64
                                Source: util-linux (2.41.5-0+deb13u1)
                                version: 1:2.41.5-0+deb13u1
                                Conffiles:
                                 /etc/a 1
                                Description: tools
                                 Version: 7
                                 .
                                 Package: not this
                                Homepage: https://example.org/

                                Package: apt
                                Status: install ok installed
                                Architecture: amd64
                                Source: apt
                                Pre-Depends: debconf (>= 0.5) | debconf-2.0
                                Depends: libc6 (>= 2.38), init:any [linux-any], libc6 (<< 3)
                                Provides: apt-transport-https (= 3.0.3)
                                Version: 3.0.3"""))
                .containsExactly(
                        new InstalledPackage(
                                new PackageLine("apt", "3.0.3", "amd64"),
                                new SourcePackage("apt", "3.0.3"),
                                "",
                                "",
                                List.of(),
                                new Relations(
                                        List.of("debconf|debconf-2.0", "libc6", "init"),
                                        List.of("apt-transport-https"))),
                        new InstalledPackage(
                                new PackageLine("bsdutils", "1:2.41.5-0+deb13u1", "amd64"),
                                new SourcePackage("util-linux", "2.41.5-0+deb13u1"),
                                "Chris <c@debian.org>",
                                "https://example.org/",
                                List.of(),
                                Relations.NONE));
    }

    @Test
    void listsWhatIsInstalledOnly() throws Exception {
        String text =
                paragraph("kept", "hold ok installed")
                        + paragraph("removed", "deinstall ok config-files")
                        + paragraph("half", "install ok half-installed")
                        + paragraph("here", "install ok installed")
                        + "Package: unknown\nVersion: 1\nArchitecture: all\n\n"
                        + paragraph("purged", "purge ok not-installed");
        assertThat(read(text)).extracting(p -> p.line().name()).containsExactly("here", "kept");
        assertThat(read(text.getBytes(StandardCharsets.UTF_8), false))
                .extracting(p -> p.line().name())
                .containsExactly("here", "kept", "unknown");
    }

    @Test
    void namesAreThoseOfDpkg() throws Exception {
        List<InstalledPackage> packages =
                read(
                        paragraph("here", "install ok installed")
                                + "Package: libc6\nStatus: install ok installed\nVersion: 1\n"
                                + "Architecture: amd64\nMulti-Arch: same\n\n"
                                + "Package: make\nStatus: install ok installed\nVersion: 1\n"
                                + "Architecture: amd64\nMulti-Arch: allowed\n\n");

        assertThat(new Inventory(PackageFormat.DEB, Distribution.UNKNOWN, packages).names())
                .containsExactly("here", "libc6:amd64", "make");
    }

    @Test
    void sortsByBytesAndDropsDuplicates() throws Exception {
        assertThat(
                        read(
                                paragraph("b", "install ok installed")
                                        + paragraph("B", "install ok installed")
                                        + paragraph("a+", "install ok installed")
                                        + paragraph("a-b", "install ok installed")
                                        + paragraph("a", "install ok installed")
                                        + paragraph("a", "install ok installed")))
                .extracting(p -> p.line().name())
                .containsExactly("B", "a", "a+", "a-b", "b");
    }

    @Test
    void survivesOddBytes() throws Exception {
        byte[] text =
                paragraph("x\u001b[2Jy z\u00ff\u202e\t", "install ok installed")
                        .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(read(text, true))
                .singleElement()
                .satisfies(
                        p ->
                                assertThat(p.line().toString())
                                        .isEqualTo("x\\x1b[2Jy\\x20z\ufffd?\t1\tall"));
        assertThat(read("\n\n\n: x\nno colon\n\n")).isEmpty();
    }

    @Test
    void refusesWhatCannotBeTrue() {
        assertThatThrownBy(() -> read("Package: x\nStatus: install ok installed\n"))
                .isInstanceOf(PackageDatabaseException.class)
                .hasMessageContaining("'x' has no version");
        assertThatThrownBy(() -> read("Status: install ok installed\n"))
                .isInstanceOf(PackageDatabaseException.class)
                .hasMessageContaining("has no name");
        assertThatThrownBy(() -> read(paragraph("x".repeat(300), "install ok installed")))
                .isInstanceOf(PackageDatabaseException.class)
                .hasMessageContaining("a name of 300 characters");
        String many =
                IntStream.rangeClosed(0, PackageCollector.MOST_PACKAGES)
                        .mapToObj(number -> paragraph("p" + number, "install ok installed"))
                        .collect(Collectors.joining());
        assertThatThrownBy(() -> read(many))
                .isInstanceOf(PackageDatabaseException.class)
                .hasMessageContaining("more than");
    }

    /** A system of packages that need too much has a list of its packages all the same. */
    @Test
    void boundsWhatIsRemembered() throws Exception {
        String text =
                IntStream.range(0, 1000)
                        .mapToObj(
                                n ->
                                        paragraph("p" + n, "install ok installed").strip()
                                                + IntStream.range(0, 500)
                                                        .mapToObj(i -> "x" + n + "-" + i)
                                                        .collect(
                                                                Collectors.joining(
                                                                        ", ",
                                                                        "\nProvides: ",
                                                                        "\n\n")))
                        .collect(Collectors.joining());
        List<InstalledPackage> packages = read(text);
        assertThat(packages).hasSize(1000);
        assertThat(packages).filteredOn(p -> p.relations().provides().isEmpty()).isNotEmpty();
        assertThat(packages.stream().mapToInt(p -> p.relations().characters()).sum())
                .isPositive()
                .isLessThan(8 << 20);
    }

    @Test
    void cutsLongLines() throws Exception {
        String text =
                "Package: x\nMaintainer: %s\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n"
                        .formatted("m".repeat(3 * LineReader.LONGEST_LINE));
        assertThat(read(text))
                .singleElement()
                .satisfies(p -> assertThat(p.publisher()).hasSize(500));
    }
}
