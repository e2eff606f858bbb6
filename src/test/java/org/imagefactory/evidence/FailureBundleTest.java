package org.imagefactory.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.disk.DiskImages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive as tar sees it. */
class FailureBundleTest {

    private static final String TOP = "img-2026-11-22.failure";

    @TempDir private Path folder;
    private Scrap scrap;

    @BeforeEach
    void prepare() throws IOException {
        scrap = new Scrap(folder);
    }

    @Test
    void holdsWhatWasCollectedAndHowTheBuildEnded() throws Exception {
        Files.writeString(scrap.workspace.consoleLog(), "password=" + Scrap.SECRET);
        scrap.file("var/log/installer/" + "n".repeat(255), "text\n");
        scrap.install();
        scrap.evidence().collect(scrap.machine(false), event -> {});

        Path bundle = write();

        assertThat(tar("tzf"))
                .containsExactly(
                        TOP + "/configuration.ini",
                        TOP + "/console.log",
                        TOP + "/domain.xml",
                        TOP + "/installer-logs/var/log/installer/" + "n".repeat(100),
                        TOP + "/report.json",
                        TOP + "/screen.txt");
        assertThat(tar("tzvf")).allMatch(line -> line.startsWith("-rw------- "));
        assertThat(Files.getPosixFilePermissions(bundle))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(text("configuration.ini"))
                .isEqualTo(
                        """
                        [img]
                        # a.conf:3
                        append = console=ttyS0 password=********
                        # a.conf:5
                        mirror = http://me:********@mirror.example.org/
                        # a.conf:4
                        my_password = ********
                        # default
                        ram = 1G
                        """);
        assertThat(text("report.json"))
                .contains("\"exitStatus\" : 6")
                .contains("password=********");
    }

    @Test
    void aPasswordIsInNoMember() throws Exception {
        Files.writeString(
                scrap.workspace.consoleLog(), "Command line: password=" + Scrap.SECRET + "\n");
        scrap.qemuLog("-append 'password=" + Scrap.SECRET + "'\n");
        scrap.file("var/log/installer/syslog", "password=" + Scrap.SECRET + "\n");
        scrap.install();
        scrap.evidence().collect(scrap.machine(false), event -> {});
        write();

        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
        run("tar", "xzf", scrap.workspace.failureBundle().toString(), "-C", unpacked.toString());

        try (Stream<Path> files = Files.walk(unpacked)) {
            List<Path> members = files.filter(Files::isRegularFile).toList();
            assertThat(members).hasSize(7);
            assertThat(members)
                    .allSatisfy(
                            member ->
                                    assertThat(member)
                                            .content()
                                            .doesNotContain("s3cr3t", "several words", "me:pw@"));
        }
    }

    @Test
    void withoutEvidenceThereIsNoBundle() throws IOException {
        assertThat(new FailureBundle(scrap.spec, scrap.workspace).write(scrap.report(), false))
                .isEmpty();

        assertThat(scrap.workspace.failureBundle()).doesNotExist();
        assertThat(scrap.workspace.staging()).isEmptyDirectory();
    }

    @Test
    void replacesTheOneOfAnEarlierFailure() throws Exception {
        Files.writeString(scrap.workspace.failureBundle(), "old");
        scrap.evidence().collect(scrap.machine(false), event -> {});

        write();

        assertThat(tar("tzf")).contains(TOP + "/domain.xml");
    }

    /** The disk is of no use any more; a full file system gets its space back before. */
    @Test
    void makesSpaceFirst() throws Exception {
        scrap.install();
        scrap.evidence().collect(scrap.machine(false), event -> {});

        write();

        assertThat(scrap.workspace.rawDisk()).doesNotExist();
    }

    @Test
    void leavesADiskThatIsStillOfUse() throws Exception {
        scrap.install();
        scrap.evidence().collect(scrap.machine(false), event -> {});

        new FailureBundle(scrap.spec, scrap.workspace).write(scrap.report(), true);

        assertThat(scrap.workspace.rawDisk()).exists();
    }

    @Test
    void whatCannotBeWrittenLeavesTheOldOne() throws Exception {
        Files.writeString(scrap.workspace.failureBundle(), "old");
        scrap.evidence().collect(scrap.machine(false), event -> {});
        // a folder in the place of the half-made archive
        Files.createDirectories(scrap.workspace.stagedFailureBundle().resolve("in the way"));

        assertThatThrownBy(this::write).isInstanceOf(IOException.class);

        assertThat(scrap.workspace.failureBundle()).hasContent("old");
    }

    private Path write() throws IOException {
        return new FailureBundle(scrap.spec, scrap.workspace)
                .write(scrap.report(), false)
                .orElseThrow();
    }

    private List<String> tar(String mode) throws Exception {
        return run("tar", mode, scrap.workspace.failureBundle().toString()).lines().toList();
    }

    private String text(String member) throws Exception {
        return run("tar", "xzOf", scrap.workspace.failureBundle().toString(), TOP + "/" + member);
    }

    private static String run(String... command) throws Exception {
        return DiskImages.run(List.of(command), Path.of("/dev/null"));
    }
}
