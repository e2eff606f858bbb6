package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.history.DayNames;
import org.imagefactory.libvirt.LibvirtSettings;
import org.imagefactory.netboot.NetbootCache;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Facts;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.Compression;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.InstalledSystem;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Limits;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Upkeep;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.ZeroFree;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchNetbootStepTest {

    @TempDir Path folder;

    private FetchNetbootStep step(String linux, String initrd) {
        return step(List.of(mirror(linux, initrd)));
    }

    private static Mirror mirror(String linux, String initrd) {
        return new Mirror(
                new InstallerSource.KernelAndInitrd(
                        SourceUri.parse(linux), SourceUri.parse(initrd)),
                Verification.NONE);
    }

    private FetchNetbootStep step(List<Mirror> mirrors) {
        ImageSpec spec =
                new ImageSpec(
                        new ImageName("debian-13"),
                        mirrors,
                        Optional.empty(),
                        Optional.empty(),
                        InstalledSystem.PLAIN,
                        "",
                        new Machine(
                                1,
                                DataSize.parse("1G"),
                                Optional.empty(),
                                new LibvirtSettings(
                                        Optional.empty(),
                                        VirtType.AUTO,
                                        Optional.empty(),
                                        Optional.empty())),
                        new Disk(
                                DataSize.parse("2G"),
                                DiskFormat.RAW,
                                false,
                                Compression.NONE,
                                ZeroFree.ZEROFREE,
                                true),
                        new Limits(Duration.ofHours(1), Duration.ofMinutes(10)),
                        Specs.UNPROVEN,
                        false,
                        Path.of("/c"),
                        new DownloadPolicy(false, true),
                        Documents.NONE,
                        List.of(),
                        Optional.empty(),
                        Upkeep.NONE);
        NetbootCache cache =
                new NetbootCache(
                        (command, listener) -> {
                            throw new AssertionError("no program is needed");
                        },
                        Map.of());
        return new FetchNetbootStep(cache, spec);
    }

    @Test
    void showsWhatItWouldDo() {
        assertThat(step("http://joe:pw@h/linux", "rsync://h/m/initrd.gz").preview())
                .containsExactly(
                        "fetch linux from http://********@h/linux into /c/debian-13",
                        "rsync --no-motd --times --copy-links --partial --contimeout=20"
                                + " --timeout=60 --max-size=1073741824 --info=skip1 -- rsync://h/m/initrd.gz"
                                + " /c/debian-13/.part-initrd");
        assertThat(step("/k", "file:///i").preview())
                .containsExactly("use linux from /k", "use initrd from file:///i");
    }

    @Test
    void showsAllMirrors() {
        assertThat(
                        step(List.of(
                                        mirror("http://a/linux", "/i"),
                                        mirror("https://b/linux", "/i")))
                                .preview())
                .containsExactly(
                        "fetch linux from http://a/linux into /c/debian-13",
                        "use initrd from /i",
                        "or, from mirror 2: fetch linux from https://b/linux into /c/debian-13",
                        "or, from mirror 2: use initrd from /i");
    }

    @Test
    void putsTheFilesIntoTheWorkspace() throws Exception {
        byte[] elf = {0x7f, 'E', 'L', 'F', 0, 0};
        Path kernel = Files.write(folder.resolve("vmlinuz"), elf);
        Workspace workspace =
                new Workspace(
                        DayNames.of(new ImageName("debian-13"), LocalDate.of(2026, 11, 22)),
                        folder);
        Files.createDirectories(workspace.staging());
        Facts facts = new Facts();

        step(kernel.toString(), kernel.toString())
                .run(new StepContext(workspace, new CleanupStack(), event -> {}, facts));

        assertThat(workspace.kernel()).hasBinaryContent(elf);
        assertThat(workspace.initrd()).hasBinaryContent(elf);
        assertThat(facts.inputs()).extracting(FileFact::name).containsExactly("linux", "initrd");
    }
}
