package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.guest.GuestWriter;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.guest.NewFile;
import org.imagefactory.guest.NewLink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are written into a disk; {@link ForeignDiskIT} has those that need an appliance. */
final class GuestWriterTest {

    private static final String LABEL = "system_u:object_r:systemd_unit_file_t:s0";
    private static final NewFile UNIT = new NewFile("/etc/systemd/system", "x.service", LABEL);
    private static final NewLink LINK =
            new NewLink("/etc/systemd/system/y.target.wants", "x.service", "../x.service");

    @TempDir Path root;
    private StepFixture fixture;

    @BeforeEach
    void makeContent() throws Exception {
        fixture = new StepFixture(root);
        fixture.file("etc/systemd/system/there", "x");
        fixture.file("etc/os-release", "ID=debian\n");
    }

    /** Writes a unit and a link to it, which is shown by a new look at the disk. */
    static void writeUnit(StepFixture fixture) throws Exception {
        Path source = fixture.workspace.staging().resolve("source");
        Files.writeString(source, "[Unit]\n");
        new GuestWriter(fixture.tools.debugfs(), fixture.tools.guestfish())
                .write(read(fixture), Map.of(UNIT, source), List.of(LINK));
        Files.delete(source);
        DiskReader.forget(fixture.workspace.rawDisk());

        InstalledDisk disk = read(fixture);
        GuestFiles files = new GuestFiles(fixture.tools.debugfs(), disk.locate(disk.root()));
        assertThat(files.resolve(LINK.path()))
                .hasValueSatisfying(
                        found -> {
                            assertThat(found.path()).isEqualTo(UNIT.path());
                            assertThat(found.entry().mode()).isEqualTo(0100755);
                        });
        assertThat(files.read(UNIT.path(), 100).orElseThrow()).asString().isEqualTo("[Unit]\n");
    }

    private static InstalledDisk read(StepFixture fixture) throws Exception {
        return new DiskReader(fixture.tools.debugfs(), fixture.tools.guestfish())
                .read(fixture.workspace.rawDisk(), false, text -> {});
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFolderForALinkMayBeMissing(boolean there) throws Exception {
        if (there) {
            fixture.file("etc/systemd/system/y.target.wants/z", "z");
        }
        fixture.install("ext4");
        writeUnit(fixture);
        fixture.assertClean();
        assertThat(
                        fixture.onDisk(
                                "debugfs",
                                "-R",
                                "ea_get %s security.selinux".formatted(UNIT.path())))
                .contains(LABEL);
        assertThat(fixture.onDisk("debugfs", "-R", "stat " + UNIT.path()))
                .contains("User:     0   Group:     0");
    }

    @Test
    void nothingIsReplaced() throws Exception {
        fixture.file("etc/systemd/system/x.service", "the user's");
        fixture.install("ext4");
        assertThatThrownBy(() -> writeUnit(fixture))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("already exists");
    }
}
