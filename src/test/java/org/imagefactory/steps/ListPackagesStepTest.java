package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.MissingProgramException;
import org.imagefactory.manifest.OfficialSchemas;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.Sbom;
import org.imagefactory.spec.SignMethod;
import org.imagefactory.tools.Rpm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListPackagesStepTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static final String OS_RELEASE =
            "ID=debian\nVERSION_ID=\"13\"\nPRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\n";
    private static final String STATUS =
            """
            Package: zlib1g
            Status: install ok installed
            Architecture: amd64
            Version: 1:1.3.dfsg+really1.3.1-1
            Source: zlib

            Package: adduser
            Status: install ok installed
            Architecture: all
            Version: 3.152
            Maintainer: Adduser Developers <adduser@packages.debian.org>

            Package: removed
            Status: deinstall ok config-files
            Architecture: all
            Version: 1
            """;
    private static final String COPYRIGHT =
            """
            Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
            Upstream-Name: zlib

            Files: *
            Copyright: 1995-2013 Jean-loup Gailly and Mark Adler
            License: Zlib

            Files: debian/*
            license: GPL-2+ with Exception

            License: Zlib
             The text of License: none.
            """;
    private static final String TINY_SPEC =
            """
            Name: tiny
            Epoch: 3
            Version: 1.0~rc1
            Release: 2.fc43
            Summary: A package without files
            License: MIT AND GPL-2.0-or-later
            URL: https://example.org/
            Vendor: Example Project
            BuildArch: noarch
            Requires: tiny-name, (a if b), /bin/sh
            Provides: tiny-name
            %description
            Nothing.
            %files
            """;

    @TempDir Path root;
    private StepFixture fixture;

    @BeforeEach
    void makeFixture() throws Exception {
        fixture = new StepFixture(root);
        fixture.file("usr/lib/os-release", OS_RELEASE);
        fixture.file("etc/passwd", "root:x:0:0::/root:/bin/sh\n");
        Files.createSymbolicLink(
                fixture.content.resolve("etc/os-release"), Path.of("../usr/lib/os-release"));
    }

    private static Documents documents(Sbom sbom) {
        return new Documents(
                sbom, SignMethod.NONE, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private ListPackagesStep step(Sbom sbom) {
        return step(documents(sbom));
    }

    private ListPackagesStep step(Documents documents) {
        return new ListPackagesStep(
                fixture.workspace,
                StepFixture.DISK,
                documents,
                fixture.tools,
                new Rpm(fixture.runner),
                false,
                "image-factory 2.0.0",
                CLOCK);
    }

    private void run(Sbom sbom) throws Exception {
        fixture.install("ext4");
        fixture.run(step(sbom));
    }

    private String document(DocumentKind kind) throws IOException {
        return Files.readString(fixture.workspace.document(kind));
    }

    private void assertNoDocument(String warning) throws Exception {
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
        assertThat(fixture.warnings()).singleElement().asString().contains(warning);
    }

    /** A database with one package, made by rpm itself. */
    private void rpmDatabase(String place) throws Exception {
        Path spec = Files.writeString(root.resolve("tiny.spec"), TINY_SPEC);
        Path top = Files.createDirectory(root.resolve("top"));
        Path database = Files.createDirectory(root.resolve("database"));
        run("rpmbuild", "-bb", "--quiet", "--define", "_topdir " + top, spec.toString());
        run("rpm", "--initdb", "--dbpath", database.toString());
        try (Stream<Path> built = Files.walk(top)) {
            Path file = built.filter(path -> path.toString().endsWith(".rpm")).findFirst().get();
            run(
                    "rpm",
                    "-i",
                    "--justdb",
                    "--nodeps",
                    "--dbpath",
                    database.toString(),
                    file.toString());
        }
        Files.createDirectories(fixture.content.resolve(place).getParent());
        Files.move(database, fixture.content.resolve(place));
    }

    private static void run(String... command) throws Exception {
        DiskImages.run(List.of(command), Path.of("/dev/null"));
    }

    @Test
    void listsTheDebianPackages() throws Exception {
        fixture.file("var/lib/dpkg/status", STATUS);
        fixture.file("usr/share/doc/zlib1g/copyright", COPYRIGHT);
        fixture.file("usr/share/doc/adduser/copyright", "License: prose\n");
        run(Sbom.BOTH);
        assertThat(document(DocumentKind.PACKAGES))
                .isEqualTo("adduser\t3.152\tall\nzlib1g\t1:1.3.dfsg+really1.3.1-1\tamd64\n");
        String bom = document(DocumentKind.CYCLONEDX);
        assertThat(OfficialSchemas.cycloneDx(bom)).isEmpty();
        assertThat(bom)
                .contains(
                        "distro=debian-13",
                        "\"timestamp\" : \"2026-11-22T10:00:00Z\"",
                        "\"name\" : \"GPL-2+ with Exception\"",
                        "\"id\" : \"Zlib\"")
                .doesNotContain("prose", "The text");
        assertThat(OfficialSchemas.spdx(document(DocumentKind.SPDX))).isEmpty();
        assertThat(fixture.staged())
                .containsExactly(
                        "img-2026-11-22.cdx.json",
                        "img-2026-11-22.packages",
                        "img-2026-11-22.raw",
                        "img-2026-11-22.spdx.json");
        assertThat(fixture.facts.values()).containsEntry("packages", "2");
        assertThat(fixture.warnings()).isEmpty();
    }

    @Test
    void writesOnlyWhatIsAskedFor() throws Exception {
        fixture.file("var/lib/dpkg/status", STATUS);
        run(Sbom.NONE);
        assertThat(fixture.staged())
                .containsExactly("img-2026-11-22.packages", "img-2026-11-22.raw");
        fixture.run(step(Sbom.SPDX));
        assertThat(fixture.staged())
                .containsExactly(
                        "img-2026-11-22.packages",
                        "img-2026-11-22.raw",
                        "img-2026-11-22.spdx.json");
    }

    @Test
    void readsTheFilesOfASystemWithoutDpkg() throws Exception {
        fixture.file(
                "var/lib/dpkg/status.d/base", "Package: base\nVersion: 12\nArchitecture: all\n");
        fixture.file("var/lib/dpkg/status.d/base.md5sums", "0123  usr/bin/x\n");
        fixture.file(
                "var/lib/dpkg/status.d/tzdata", "Package: tzdata\nVersion: 1\nArchitecture: all\n");
        run(Sbom.NONE);
        assertThat(document(DocumentKind.PACKAGES)).isEqualTo("base\t12\tall\ntzdata\t1\tall\n");
    }

    @Test
    void listsRpmPackages() throws Exception {
        rpmDatabase("usr/lib/sysimage/rpm");
        fixture.file("var/lib/dpkg/status", "");
        run(Sbom.CYCLONEDX);
        assertThat(document(DocumentKind.PACKAGES)).isEqualTo("tiny\t3:1.0~rc1-2.fc43\tnoarch\n");
        assertThat(document(DocumentKind.CYCLONEDX))
                .contains(
                        "pkg:rpm/debian/tiny@1.0~rc1-2.fc43?arch=noarch&distro=debian-13&epoch=3",
                        "MIT AND GPL-2.0-or-later",
                        "Example Project",
                        "tiny 1.0~rc1-2.fc43");
        assertThat(fixture.staged())
                .containsExactly(
                        "img-2026-11-22.cdx.json", "img-2026-11-22.packages", "img-2026-11-22.raw");
    }

    @Test
    void listsNamesAsTheSystemPrintsThem() throws Exception {
        rpmDatabase("usr/lib/sysimage/rpm");
        fixture.install("ext4");
        fixture.run(step(documents(Sbom.NONE).withPackageNames()));
        assertThat(document(DocumentKind.NAMES)).isEqualTo("tiny-1.0~rc1-2.fc43.noarch\n");
    }

    @Test
    void namesThePackageThatHasRpm() throws Exception {
        fixture.file("var/lib/rpm/rpmdb.sqlite", "anything");
        fixture.runner.replacing(
                "rpm ",
                command -> {
                    throw new MissingProgramException("rpm", "on Debian: apt install rpm");
                });
        run(Sbom.BOTH);
        assertNoDocument("apt install rpm");
    }

    @Test
    void goesOnWithoutAListIfTheDatabaseIsBroken() throws Exception {
        fixture.file("var/lib/rpm/rpmdb.sqlite", "no database".repeat(1000));
        run(Sbom.BOTH);
        assertNoDocument("the package database of the image cannot be read");
    }

    @Test
    void goesOnWithoutAListIfAPackageHasNoVersion() throws Exception {
        fixture.file(
                "var/lib/dpkg/status", "Package: x\nStatus: install ok installed\n\n" + STATUS);
        run(Sbom.BOTH);
        assertNoDocument("'x' has no version");
    }

    @Test
    void goesOnWithoutAListIfNothingIsInstalled() throws Exception {
        fixture.file("var/lib/dpkg/status", "");
        run(Sbom.BOTH);
        assertNoDocument("lists no installed package");
    }

    /** Nobody loses the list of packages for texts about them. */
    @Test
    void readsNoHugeLicenceAndFollowsNoLinkOutOfTheGuest() throws Exception {
        fixture.file("var/lib/dpkg/status", STATUS);
        fixture.file("usr/share/doc/zlib1g/copyright", COPYRIGHT + " x\n".repeat(100_000));
        Path secret = Files.writeString(root.resolve("secret"), COPYRIGHT);
        Path copyright = fixture.content.resolve("usr/share/doc/adduser/copyright");
        Files.createDirectories(copyright.getParent());
        Files.createSymbolicLink(copyright, secret);
        run(Sbom.CYCLONEDX);
        assertThat(document(DocumentKind.CYCLONEDX)).contains("zlib1g").doesNotContain("Zlib");
        assertThat(fixture.warnings()).isEmpty();
    }

    /** A sparse file of any length costs a guest nothing. */
    @Test
    void copiesNoHugeDatabase() throws Exception {
        fixture.file("var/lib/dpkg/status", STATUS);
        fixture.install("ext4");
        fixture.onDisk(
                "debugfs", "-w", "-R", "set_inode_field /var/lib/dpkg/status size 1099511627776");
        fixture.run(step(Sbom.BOTH));
        assertNoDocument("larger than 64 MiB");
    }

    @Test
    void followsNoLink() throws Exception {
        fixture.file("secret", STATUS);
        Files.createDirectories(fixture.content.resolve("var/lib/dpkg"));
        Files.createSymbolicLink(
                fixture.content.resolve("var/lib/dpkg/status"), Path.of("../../../secret"));
        run(Sbom.BOTH);
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
    }

    @Test
    void aSystemWithoutPackagesGetsANote() throws Exception {
        run(Sbom.BOTH);
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
        assertThat(fixture.warnings()).isEmpty();
        assertThat(fixture.events)
                .contains(
                        new BuildEvent.Note("the image has no package database: no package list"));
    }

    @Test
    void aDiskThatCannotBeReadHereGetsAWarning() throws Exception {
        DiskImages.empty(fixture.workspace.rawDisk(), StepFixture.SIZE);
        fixture.run(step(Sbom.BOTH));
        assertNoDocument("no package list");
    }

    @Test
    void failsWithoutDebugfs() throws Exception {
        fixture.file("var/lib/dpkg/status", STATUS);
        fixture.runner.failing("debugfs", 1, "out of order");
        assertThatThrownBy(() -> run(Sbom.BOTH))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("listing the packages");
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
    }

    @Test
    void leavesNothingWhenInterrupted() throws Exception {
        rpmDatabase("var/lib/rpm");
        fixture.runner.interrupting("rpm ");
        assertThatThrownBy(() -> run(Sbom.BOTH)).isInstanceOf(InterruptedException.class);
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
    }

    @Test
    void tellsWhatItWouldDo() {
        assertThat(step(Sbom.CYCLONEDX).preview())
                .hasSize(5)
                .anySatisfy(line -> assertThat(line).contains("debugfs -f debugfs.requests"))
                .anySatisfy(line -> assertThat(line).contains("rpm --dbpath"))
                .anySatisfy(line -> assertThat(line).endsWith("img-2026-11-22.cdx.json"));
    }
}
