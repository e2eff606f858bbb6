package org.imagefactory.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.imagefactory.history.DayNames;
import org.imagefactory.spec.ImageName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has nothing but the bill of materials finds the advisories of every package. */
final class AdvisoryTest {

    /** As dpkg of Debian 13 has them: package, version, source, what it depends on. */
    private static final String[][] PACKAGES = {
        {"bsdutils", "1:2.41-5", "util-linux (2.41-5)", "libc6 (>= 2.38), libsystemd0"},
        {"cpp", "4:14.2.0-1", "gcc-defaults (1.220)", "cpp-14 (>= 14.2.0-1~)"},
        {"gcc-14-base", "14.2.0-19", "gcc-14", ""},
        {"libc-bin", "2.41-12", "glibc", "libc6 (>> 2.41), libc6 (<< 2.42)"},
        {"libc6", "2.41-12", "glibc", "libgcc-s1"},
        {"libgcc-s1", "14.2.0-19", "gcc-14", "gcc-14-base (= 14.2.0-19), libc6 (>= 2.35)"},
        {"libssl3t64", "3.5.1-1", "openssl", "libc6 (>= 2.38), missing | openssl:any"},
        {"libsystemd0", "257.7-1", "systemd", "libc6 (>= 2.39)"},
        {"openssl", "3.5.1-1", "openssl", "libc6 (>= 2.38), libssl3t64 (>= 3.5.0)"},
        {"systemd", "257.7-1", "systemd", "systemd-sysv | none, dbus-socket"},
        {"systemd-sysv", "257.7-1", "systemd", "systemd (= 257.7-1)"},
        {"udev", "257.7-1", "systemd", "libc6"},
    };

    private static final Map<String, String> ADVISORIES =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("bsdutils", "util-linux 2.41-5"),
                            Map.entry("cpp", "gcc-defaults 1.220"),
                            Map.entry("gcc-14-base", "gcc-14 14.2.0-19"),
                            Map.entry("libc-bin", "glibc 2.41-12"),
                            Map.entry("libc6", "glibc 2.41-12"),
                            Map.entry("libgcc-s1", "gcc-14 14.2.0-19"),
                            Map.entry("libssl3t64", "openssl 3.5.1-1"),
                            Map.entry("libsystemd0", "systemd 257.7-1"),
                            Map.entry("openssl", "openssl 3.5.1-1"),
                            Map.entry("systemd", "systemd 257.7-1"),
                            Map.entry("systemd-sysv", "systemd 257.7-1"),
                            Map.entry("udev", "systemd 257.7-1")));

    private static final BomSubject SUBJECT =
            new BomSubject(
                    DayNames.of(new ImageName("debian-13"), LocalDate.of(2026, 11, 22)),
                    "image-factory 2.0.0",
                    Instant.parse("2026-11-22T10:11:12Z"));

    @TempDir Path folder;

    private Inventory inventory() throws Exception {
        StringBuilder status = new StringBuilder();
        for (String[] row : PACKAGES) {
            status.append(
                    "Package: %s\nVersion: %s\nArchitecture: amd64\n".formatted((Object[]) row));
            status.append("Status: install ok installed\nDepends: " + row[3] + "\n");
            if (!row[2].equals(row[0])) {
                status.append("Source: " + row[2] + "\n");
            }
            status.append(row[0].equals("udev") ? "Provides: dbus-socket\n\n" : "\n");
        }
        PackageCollector packages = new PackageCollector();
        new DpkgStatus(packages, true).read(Files.writeString(folder.resolve("status"), status));
        return new Inventory(
                PackageFormat.DEB, new Distribution("debian", "13", "Debian"), packages.sorted());
    }

    private String cycloneDx() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CycloneDx(SUBJECT, inventory()).write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private String spdx() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Spdx(SUBJECT, inventory()).write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyReaderFindsTheSourcePackages() throws Exception {
        String bom = cycloneDx();
        assertThat(OfficialSchemas.cycloneDx(bom)).isEmpty();
        assertThat(OfficialSchemas.spdx(spdx())).isEmpty();
        assertThat(AdvisoryReader.byProperties(bom)).isEqualTo(ADVISORIES);
        assertThat(AdvisoryReader.byUrl(bom)).isEqualTo(ADVISORIES);
        assertThat(AdvisoryReader.bySourceInfo(spdx())).isEqualTo(ADVISORIES);
        assertThat(AdvisoryReader.release(bom)).isEqualTo("debian 13");
        assertThat(bom).isEqualTo(cycloneDx());
    }

    @Test
    void bothFormatsTellWhatNeedsWhat() throws Exception {
        Map<String, Set<String>> expected =
                new TreeMap<>(
                        Map.of(
                                "bsdutils", Set.of("libc6", "libsystemd0"),
                                "libc-bin", Set.of("libc6"),
                                "libc6", Set.of("libgcc-s1"),
                                "libgcc-s1", Set.of("gcc-14-base", "libc6"),
                                "libssl3t64", Set.of("libc6", "openssl"),
                                "libsystemd0", Set.of("libc6"),
                                "openssl", Set.of("libc6", "libssl3t64"),
                                "systemd", Set.of("systemd-sysv", "udev"),
                                "systemd-sysv", Set.of("systemd"),
                                "udev", Set.of("libc6")));
        Map<String, Set<String>> cycloneDx = new TreeMap<>();
        for (JsonNode one : new ObjectMapper().readTree(cycloneDx()).get("dependencies")) {
            if (one.get("ref").asText().startsWith("pkg:")) {
                one.get("dependsOn").forEach(on -> add(cycloneDx, name(one.get("ref")), name(on)));
            }
        }
        assertThat(cycloneDx).isEqualTo(expected);
        JsonNode document = new ObjectMapper().readTree(spdx());
        Map<String, String> names = new TreeMap<>();
        document.get("packages")
                .forEach(p -> names.put(p.get("SPDXID").asText(), p.get("name").asText()));
        Map<String, Set<String>> spdx = new TreeMap<>();
        for (JsonNode relation : document.get("relationships")) {
            if (relation.get("relationshipType").asText().equals("DEPENDS_ON")) {
                add(
                        spdx,
                        names.get(relation.get("spdxElementId").asText()),
                        names.get(relation.get("relatedSpdxElement").asText()));
            }
        }
        assertThat(spdx).isEqualTo(expected);
    }

    /** A guest must not be able to fill the memory with names. */
    @Test
    void boundsTheNames() {
        List<String> many = IntStream.range(0, 10_000).mapToObj(n -> "x" + n).toList();
        assertThat(new Relations(many, many).requires()).hasSize(Relations.MOST_NAMES);
        assertThat(new Relations(many, many).provides()).hasSize(Relations.MOST_NAMES);
        assertThat(new Relations(List.of("x".repeat(300)), List.of()).requires()).isEmpty();
    }

    private static void add(Map<String, Set<String>> to, String of, String on) {
        to.computeIfAbsent(of, key -> new TreeSet<>()).add(on);
    }

    private static String name(JsonNode url) {
        return url.asText().replaceFirst("^pkg:deb/debian/", "").replaceFirst("@.*", "");
    }
}
