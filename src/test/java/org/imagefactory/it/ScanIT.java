package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of vulnerabilities: of images that are built, that are stored, and of files. */
class ScanIT {

    private static final String FIXED =
            """
            {"openssl":{"CVE-2026-1":{"description":"A flaw.","releases":{"trixie":{
              "status":"resolved","fixed_version":"3.5.2-1","urgency":"high"}}}},
             "dash":{"CVE-2026-2":{"releases":{"trixie":{"status":"open","urgency":"low"}}}}}
            """;

    private final Factory factory = new Factory();
    private final Path data = factory.folder().resolve("data.json");

    ScanIT() throws IOException {
        Files.writeString(data, FIXED);
        factory.set("scan", "cve")
                .set("scan-data", data.toString())
                .set("sbom", "cyclonedx")
                .set("report-html", factory.folder().resolve("index.html").toString());
    }

    @Test
    void buildsFailOrTellAndTheStoredImageIsScannedAgain()
            throws IOException, InterruptedException {
        new Barrier(factory).installed(disk("3.5.1-1"));
        Build refused = factory.set("scan-fail", "high-fixable").build(8);
        assertThat(refused.output())
                .contains("CVE-2026-1 in openssl 3.5.1-1, fixed in 3.5.2-1")
                .contains("scan-fail=high-fixable", "scan-exceptions");
        assertThat(factory.output().toFile().list()).noneMatch(name -> name.endsWith(".raw"));

        factory.set("scan-fail", "none").build(0);

        String date = date();
        assertThat(published(date + ".scan.json")).contains("\"CVE-2026-1\"", "\"fixable\" : 1");
        assertThat(published(date + ".sources")).startsWith("debian-13\n").contains("libssl3t64");
        assertThat(published(date + ".cdx.json"))
                .contains("\"vulnerabilities\"", "\"exploitable\"", "pkg:deb/debian/libssl3t64@");
        assertThat(factory.folder().resolve("index.html"))
                .content()
                .contains("2 known vulnerabilities (1 high); a rebuild would fix 1");
        assertThat(run(0, "verify", date + ".raw")).doesNotContain("error");

        Files.writeString(data, FIXED.replace("\"open\"", "\"resolved\",\"fixed_version\":\"9\""));
        assertThat(run(0, "scan", "--all"))
                .contains("mini: CVE-2026-2 in dash 0.5.12-12, fixed in 9\n")
                .contains("mini: 2 known vulnerabilities (1 high); a rebuild would fix 2\n");
        assertThat(run(8, "scan", "--set", "scan-fail=any-fixable", "mini"))
                .contains("2 known vulnerabilities are not accepted");
        assertThat(run(0, "--if-changed", "mini")).contains("nothing changed");
        factory.set("scan-rebuild", "any-fixable");
        assertThat(run(0, "explain", "mini")).contains("the image is vulnerable: 2 known");
        assertThat(run(0, "--if-changed", "mini")).contains("mini is built: the image is vulner");

        String image = date + ".raw";
        assertThat(run(0, "scan", image)).contains(image + ": 2 known vulnerabilities");
        Files.delete(factory.output().resolve(date + ".sources"));
        assertThat(run(0, "scan", "./" + image)).contains("2 known vulnerabilities");
        assertThat(run(8, "scan", "mini")).contains("has no list of source packages");
        factory.assertNothingRuns();
    }

    @Test
    void withoutAdvisoriesAnImageIsPublishedUnlessTheyDecide()
            throws IOException, InterruptedException {
        new Barrier(factory).installed(disk("3.5.1-1"));
        Files.writeString(data, "{\"openssl\":");
        assertThat(factory.build(0).output()).contains("not scanned: ", "no JSON in line 1");
        assertThat(factory.set("scan-fail", "any").build(5).output()).contains("no JSON in line 1");
    }

    private String run(int exitStatus, String... arguments)
            throws IOException, InterruptedException {
        return factory.run(exitStatus, arguments).output();
    }

    private String published(String name) throws IOException {
        return Files.readString(factory.output().resolve(name));
    }

    private String date() {
        String[] names = factory.output().toFile().list();
        return List.of(names).stream()
                .filter(name -> name.endsWith(".raw"))
                .findFirst()
                .orElseThrow()
                .replace(".raw", "");
    }

    /** A system with three packages. */
    private Path disk(String openssl) {
        Path disk = factory.folder().resolve("disk");
        TestHost.onThisHost(
                "sh",
                "-euc",
                """
                t=$(mktemp -d)
                cd "$t"
                mkdir -p r/etc r/var/lib/dpkg
                printf 'ID=debian\\nVERSION_ID="13"\\nPRETTY_NAME="Debian 13"\\n' >r/etc/os-release
                package() {
                    printf 'Package: %s\\nStatus: install ok installed\\nArchitecture: amd64\\n' "$1"
                    printf 'Maintainer: A <a@example.org>\\nVersion: %s\\nDescription: d\\n' "$2"
                    [ -z "$3" ] || printf 'Source: %s\\n' "$3"
                    echo
                }
                { package dash 0.5.12-12 ''
                  package libssl3t64 "$2" openssl
                  package openssl "$2" ''; } >r/var/lib/dpkg/status
                truncate -s 256M "$1"
                echo 'start=2048, type=83' | sfdisk -q --label dos "$1"
                mke2fs -q -t ext4 -E offset=1048576 -d r "$1" 255M
                cd /
                rm -r "$t"
                """,
                "sh",
                disk.toString(),
                openssl);
        return disk;
    }
}
