package org.imagefactory.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imagefactory.history.DayNames;
import org.imagefactory.spec.ImageName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BillOfMaterialsTest {

    private static final BomSubject SUBJECT = subject("2026-11-22T10:11:12.987654Z");
    private static final Distribution DEBIAN =
            new Distribution("debian", "13", "Debian GNU/Linux 13 (trixie)");
    private static final InstalledPackage UTIL_LINUX =
            new InstalledPackage(
                    new PackageLine("bsdutils", "1:2.41.5-0+deb13u1", "amd64"),
                    new SourcePackage("util-linux", "2.41.5-0+deb13u1"),
                    "Chris Hofstaedtler <zeha@debian.org>",
                    "https://www.kernel.org/pub/linux/utils/util-linux/",
                    List.of("GPL-2+", "MIT"),
                    Relations.NONE);
    private static final InstalledPackage BASH =
            new InstalledPackage(
                    new PackageLine("bash", "3:5.2.37~rc^1-2.fc43", "x86_64"),
                    new SourcePackage("bash", "5.2.37-2.fc43"),
                    "Fedora Project",
                    "https://www.gnu.org/software/bash",
                    List.of("GPL-3.0-or-later"),
                    Relations.NONE);
    private static final String ODD = "\u001b[2J\n\t\"\\ <x>ü\ud83d\ude00\u202e%#?@/..";
    private static final InstalledPackage HOSTILE =
            new InstalledPackage(
                    new PackageLine(ODD, ODD, ODD),
                    new SourcePackage(ODD, ODD + "2"),
                    ODD,
                    ODD,
                    List.of(ODD, ODD),
                    new Relations(List.of("g++", ODD), List.of(ODD)));

    @TempDir private Path folder;

    static List<Inventory> inventories() {
        List<InstalledPackage> many =
                IntStream.range(0, 500)
                        .mapToObj(number -> plain("lib" + number + "+", "1." + number))
                        .toList();
        return List.of(
                new Inventory(PackageFormat.DEB, DEBIAN, List.of(UTIL_LINUX)),
                new Inventory(
                        PackageFormat.RPM,
                        new Distribution("fedora", "43", "Fedora Linux 43"),
                        List.of(BASH)),
                new Inventory(
                        PackageFormat.DEB,
                        Distribution.parse("PRETTY_NAME=\"" + ODD + "\"\nID='a b'\n"),
                        List.of(HOSTILE, plain("g++", "1"), plain("g--", "1"))),
                new Inventory(PackageFormat.DEB, Distribution.UNKNOWN, many));
    }

    private static InstalledPackage plain(String name, String version) {
        return new InstalledPackage(
                new PackageLine(name, version, "all"),
                SourcePackage.UNKNOWN,
                "",
                "",
                List.of(),
                Relations.NONE);
    }

    private static BomSubject subject(String instant) {
        return new BomSubject(
                DayNames.of(new ImageName("debian-13"), LocalDate.of(2026, 11, 22)),
                "image-factory 2.0.0",
                Instant.parse(instant));
    }

    private static String cycloneDx(BomSubject subject, Inventory inventory) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CycloneDx(subject, inventory).write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String spdx(BomSubject subject, Inventory inventory) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Spdx(subject, inventory).write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("inventories")
    void cycloneDxPassesTheOfficialSchema(Inventory inventory) throws Exception {
        String json = cycloneDx(SUBJECT, inventory);
        assertThat(OfficialSchemas.cycloneDx(json)).isEmpty();
        JsonNode bom = new ObjectMapper().readTree(json);
        Set<String> references = new HashSet<>();
        references.add(bom.at("/metadata/component/bom-ref").asText());
        bom.get("components")
                .forEach(
                        component ->
                                assertThat(references.add(component.get("bom-ref").asText()))
                                        .isTrue());
        Set<String> used = new HashSet<>();
        used.add(bom.at("/dependencies/0/ref").asText());
        bom.findValues("dependsOn")
                .forEach(list -> list.forEach(reference -> used.add(reference.asText())));
        assertThat(used).isEqualTo(references);
    }

    @ParameterizedTest
    @MethodSource("inventories")
    void vulnerabilitiesPassTheOfficialSchema(Inventory inventory) throws Exception {
        Path file = folder.resolve("x.cdx.json");
        Files.writeString(file, cycloneDx(SUBJECT, inventory));
        SourceListFile.Line source = SourceListFile.of(inventory).lines().get(0);
        List<VexStatement> statements =
                Stream.of("none", "unknown", "low", "medium", "high", "critical")
                        .flatMap(
                                severity ->
                                        Stream.of(
                                                statement(severity, "exploitable", source),
                                                statement(severity, "in_triage", source)))
                        .toList();

        Vex.add(file, statements);

        String json = Files.readString(file);
        assertThat(OfficialSchemas.cycloneDx(json)).isEmpty();
        JsonNode bom = new ObjectMapper().readTree(json);
        assertThat(bom.get("vulnerabilities")).hasSize(12);
        Set<String> references = new HashSet<>();
        bom.get("components").forEach(one -> references.add(one.get("bom-ref").asText()));
        bom.at("/vulnerabilities")
                .forEach(
                        one -> {
                            assertThat(one.get("affects").isEmpty())
                                    .isEqualTo(inventory.packages().contains(HOSTILE));
                            one.get("affects")
                                    .forEach(
                                            affected ->
                                                    assertThat(references)
                                                            .contains(
                                                                    affected.get("ref").asText()));
                        });
        assertThat(OfficialSchemas.cycloneDx(json.replace("\"in_triage\"", "\"nobody_knows\"")))
                .isNotEmpty();
    }

    private static VexStatement statement(
            String severity, String state, SourceListFile.Line source) {
        boolean known = state.equals("exploitable");
        return new VexStatement(
                "CVE-2026-1-" + severity,
                known ? "https://security-tracker.debian.org/tracker/CVE-2026-1" : "",
                severity,
                known ? ODD : "",
                state,
                known ? List.of("update", "will_not_fix") : List.of(),
                known ? "fixed in " + ODD : "",
                source.name(),
                source.version());
    }

    @ParameterizedTest
    @MethodSource("inventories")
    void spdxPassesTheOfficialSchema(Inventory inventory) throws Exception {
        String json = spdx(SUBJECT, inventory);
        assertThat(OfficialSchemas.spdx(json)).isEmpty();
        JsonNode document = new ObjectMapper().readTree(json);
        Set<String> identifiers = new HashSet<>(List.of("SPDXRef-DOCUMENT"));
        for (JsonNode entry : document.get("packages")) {
            assertThat(entry.get("SPDXID").asText()).matches("SPDXRef-[A-Za-z0-9.-]+");
            assertThat(identifiers.add(entry.get("SPDXID").asText())).isTrue();
        }
        Set<String> related = new HashSet<>(List.of("SPDXRef-DOCUMENT"));
        document.get("relationships")
                .forEach(
                        relationship ->
                                related.add(relationship.at("/relatedSpdxElement").asText()));
        assertThat(related).isEqualTo(identifiers);
    }

    /** The binary packages of rpm have an epoch that the file of the source does not tell. */
    @Test
    void theListOfSourcesCanBeReadAgain() throws Exception {
        Path file = folder.resolve("x.sources");
        for (Inventory inventory : inventories().subList(0, 2)) {
            SourceListFile.SourceList list = SourceListFile.of(inventory);
            SourceListFile.write(file, list);
            assertThat(SourceListFile.read(file)).isEqualTo(list);
        }
        assertThat(file).hasContent("fedora-43\nbash\t5.2.37-2.fc43\tbash=3:5.2.37~rc^1-2.fc43\n");
    }

    @Test
    void theSchemasRefuseWhatIsWrong() throws Exception {
        Inventory inventory = inventories().get(0);
        String bom = cycloneDx(SUBJECT, inventory);
        assertThat(OfficialSchemas.cycloneDx(bom.replace("\"library\"", "\"package\"")))
                .isNotEmpty();
        assertThat(OfficialSchemas.cycloneDx(bom.replace("2026-11-22T", "yesterday ")))
                .isNotEmpty();
        assertThat(OfficialSchemas.cycloneDx(bom.replace("\"publisher\"", "\"maker\"")))
                .isNotEmpty();
        String spdx = spdx(SUBJECT, inventory);
        assertThat(OfficialSchemas.spdx(spdx.replace("CONTAINS", "HOLDS"))).isNotEmpty();
        assertThat(OfficialSchemas.spdx(spdx.replace("\"supplier\"", "\"maker\""))).isNotEmpty();
    }

    @Test
    void cycloneDxSaysWhatIsKnown() throws Exception {
        JsonNode bom = new ObjectMapper().readTree(cycloneDx(SUBJECT, inventories().get(0)));
        assertThat(bom.at("/metadata/timestamp").asText()).isEqualTo("2026-11-22T10:11:12Z");
        assertThat(bom.at("/metadata/tools/components/0/name").asText()).isEqualTo("image-factory");
        assertThat(bom.at("/metadata/tools/components/0/version").asText()).isEqualTo("2.0.0");
        assertThat(bom.at("/metadata/component/name").asText()).isEqualTo("debian-13");
        assertThat(bom.at("/metadata/component/version").asText()).isEqualTo("2026-11-22");
        assertThat(bom.at("/components/0/type").asText()).isEqualTo("operating-system");
        assertThat(bom.at("/components/0/name").asText()).isEqualTo("debian");
        assertThat(bom.at("/components/0/version").asText()).isEqualTo("13");
        assertThat(bom.at("/components/1/purl").asText())
                .isEqualTo(
                        "pkg:deb/debian/bsdutils@1%3A2.41.5-0%2Bdeb13u1?arch=amd64"
                                + "&distro=debian-13&upstream=util-linux%402.41.5-0%2Bdeb13u1");
        assertThat(bom.at("/components/1/properties/0/value").asText())
                .isEqualTo("util-linux 2.41.5-0+deb13u1");
        assertThat(bom.at("/components/1/externalReferences/0/url").asText())
                .isEqualTo("https://www.kernel.org/pub/linux/utils/util-linux/");
    }

    @Test
    void spdxSaysWhatIsKnown() throws Exception {
        JsonNode document = new ObjectMapper().readTree(spdx(SUBJECT, inventories().get(1)));
        assertThat(document.get("name").asText()).isEqualTo("debian-13-2026-11-22");
        assertThat(document.at("/creationInfo/created").asText()).isEqualTo("2026-11-22T10:11:12Z");
        assertThat(document.at("/creationInfo/creators/0").asText())
                .isEqualTo("Tool: image-factory-2.0.0");
        JsonNode system = document.at("/packages/1");
        assertThat(system.get("SPDXID").asText()).isEqualTo("SPDXRef-OperatingSystem");
        assertThat(system.get("name").asText()).isEqualTo("fedora");
        assertThat(system.get("versionInfo").asText()).isEqualTo("43");
        JsonNode bash = document.at("/packages/2");
        assertThat(bash.get("supplier").asText()).isEqualTo("Organization: Fedora Project");
        assertThat(bash.get("sourceInfo").asText())
                .isEqualTo("built package from: bash 5.2.37-2.fc43");
        assertThat(bash.get("licenseDeclared").asText()).isEqualTo("NOASSERTION");
        assertThat(bash.get("licenseComments").asText())
                .isEqualTo("the package says: GPL-3.0-or-later");
        assertThat(bash.at("/externalRefs/0/referenceLocator").asText())
                .isEqualTo(
                        "pkg:rpm/fedora/bash@5.2.37~rc%5E1-2.fc43"
                                + "?arch=x86_64&distro=fedora-43&epoch=3"
                                + "&upstream=bash-5.2.37-2.fc43.src.rpm");
    }

    /** The official schema knows all identifiers. */
    @Test
    void licencesHaveTheirIdentifiers() throws Exception {
        List<String> names =
                List.of(
                        "GPL-1+",
                        "GPL-2",
                        "GPL-3+",
                        "LGPL-2",
                        "LGPL-2.1+",
                        "LGPL-3",
                        "AGPL-3+",
                        "GFDL-1.1",
                        "GFDL-1.2+",
                        "GFDL-1.3",
                        "Apache-2.0",
                        "Artistic-2.0",
                        "BSD-2-clause",
                        "BSD-3-clause",
                        "BSD-4-clause",
                        "CC0-1.0",
                        "Expat",
                        "ISC",
                        "MPL-1.1",
                        "MPL-2.0",
                        "Zlib");
        Inventory inventory =
                new Inventory(PackageFormat.DEB, DEBIAN, List.of(UTIL_LINUX.licensed(names)));
        String json = cycloneDx(SUBJECT, inventory);
        assertThat(OfficialSchemas.cycloneDx(json)).isEmpty();
        assertThat(new ObjectMapper().readTree(json).findValuesAsText("id"))
                .hasSameSizeAs(names)
                .contains("GPL-2.0-only", "LGPL-2.1-or-later", "MIT", "BSD-3-Clause");
        assertThat(DebianLicence.spdx("GPL-2.1")).isEmpty();
        assertThat(DebianLicence.spdx("GPL-2+ with OpenSSL exception")).isEmpty();
        assertThat(DebianLicence.expression(List.of("GPL-2+", "Expat")))
                .contains("GPL-2.0-or-later AND MIT");
        assertThat(DebianLicence.expression(List.of("GPL-2+", "public-domain"))).isEmpty();
        assertThat(DebianLicence.expression(List.of())).isEmpty();
    }

    @Test
    void theSameBuildMakesTheSameBytesAndAnotherDoesNot() throws Exception {
        Inventory inventory = inventories().get(0);
        BomSubject sameSecond = subject("2026-11-22T10:11:12.1Z");
        BomSubject later = subject("2026-11-22T10:11:13Z");
        assertThat(cycloneDx(sameSecond, inventory)).isEqualTo(cycloneDx(SUBJECT, inventory));
        assertThat(spdx(sameSecond, inventory)).isEqualTo(spdx(SUBJECT, inventory));
        assertThat(later.identifier("x", inventory))
                .isNotEqualTo(SUBJECT.identifier("x", inventory));
        assertThat(SUBJECT.identifier("x", inventories().get(1)))
                .isNotEqualTo(SUBJECT.identifier("x", inventory));
        assertThat(SUBJECT.identifier("y", inventory))
                .isNotEqualTo(SUBJECT.identifier("x", inventory));
    }

    @Test
    void urlsHoldNoOddCharacter() {
        String url = PackageUrl.of(inventories().get(2), HOSTILE);
        assertThat(url)
                .matches(
                        "pkg:deb/[A-Za-z0-9.~_%-]+@[A-Za-z0-9.~_%-]+"
                                + "\\?arch=[A-Za-z0-9.~_%-]+&upstream=[A-Za-z0-9.~_%-]+");
    }
}
