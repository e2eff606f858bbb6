package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.netboot.OpenPgp;
import org.imagefactory.netboot.PackageIndices;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.ImageSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two archives in folders, with the real gpgv and xz. */
final class ComparePackagesStepTest {

    private static final String TIME = "20261101T000000Z";

    @TempDir static Path keys;
    private static OpenPgp publisher;

    @TempDir Path folder;
    private StepFixture fixture;
    private Path main;
    private Path security;

    @BeforeAll
    static void makeKeys() throws Exception {
        publisher = new OpenPgp(keys.resolve("p"), "20260101T000000", "never");
    }

    @AfterAll
    static void endAgent() throws Exception {
        publisher.close();
    }

    @BeforeEach
    void archives() throws Exception {
        fixture = new StepFixture(folder);
        main = archive("main", "Package: base\nArchitecture: all\nVersion: 0:1\n");
        security =
                archive(
                        "security",
                        """
                        Version: 2.1
                        Package: tool
                        Architecture: amd64

                        Package: other
                        Architecture: amd64
                        Version: 1
                        """);
    }

    /** An expired one: as all that stand still. */
    private Path archive(String name, String packages) throws Exception {
        Path dists = folder.resolve(name).resolve(TIME).resolve("dists/trixie");
        Path index = dists.resolve("main/binary-amd64/Packages");
        Files.createDirectories(index.getParent());
        Files.writeString(index, packages);
        new CommonsExecRunner(System.getenv()).run(Command.of("xz", index.toString()));
        String digest = FileDigest.sha256(Path.of(index + ".xz"), position -> {});
        Files.writeString(
                dists.resolve("InRelease"),
                publisher.clearSign(
                        "Suite: stable\nDate: Sat, 12 Sep 2026 07:55:41 UTC\nValid-Until: Sun, 13 Sep"
                                + " 2026 07:55:41 UTC\nSHA256:\n "
                                + digest
                                + " 1 main/binary-amd64/Packages.xz\n"));
        return dists.resolve("InRelease");
    }

    private void run(String... packages) throws Exception {
        ImageSpec spec =
                fixture.spec(
                        "snapshot=%s\nkeyring=%s\nwatch=%s %s\n"
                                .formatted(
                                        TIME,
                                        publisher.export(folder.resolve("k.gpg")),
                                        main,
                                        security));
        if (packages.length > 0) {
            Files.write(fixture.workspace.document(DocumentKind.PACKAGES), List.of(packages));
        }
        fixture.run(
                new ComparePackagesStep(
                        fixture.workspace,
                        spec,
                        spec.proofs().snapshot().orElseThrow(),
                        new PackageIndices(new CommonsExecRunner(System.getenv()), Map.of())));
    }

    @Test
    void findsPackagesInAnyArchive() throws Exception {
        run("base\t1\tall", "tool\t2.1\tamd64");
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.packages");
        assertThat(fixture.warnings()).isEmpty();
    }

    @Test
    void aPackageFromElsewhereFailsTheBuild() {
        assertThatThrownBy(() -> run("base\t1\tall", "tool\t2.2\tamd64"))
                .isInstanceOf(ImageCheckException.class)
                .hasMessage("1 of 2 packages are not those of " + TIME + ": tool 2.2");
    }

    @Test
    void anImageWithoutAListFailsTheBuild() {
        assertThatThrownBy(this::run)
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("no list of packages");
    }

    @Test
    void changedIndicesAreNotBelieved() throws Exception {
        Files.write(security.resolveSibling("main/binary-amd64/Packages.xz"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> run("tool\t2.1\tamd64"))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("has the SHA-256 digest");
    }

    @Test
    void changedListsAreNotBelieved() throws Exception {
        Files.writeString(main, Files.readString(main).replace("stable", "Stable"));
        assertThatThrownBy(() -> run("tool\t2.1\tamd64"))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("signature");
    }
}
