package org.imagefactory.tools;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.libvirt.LibvirtSettings;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.BootCheck;
import org.imagefactory.spec.BootTest;
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
import org.imagefactory.spec.LintPolicy;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.OnFinding;
import org.imagefactory.spec.OnQuestion;
import org.imagefactory.spec.Proofs;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.SuccessMarker;
import org.imagefactory.spec.Upkeep;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.ZeroFree;

/** Specifications for tests of the installation. */
public final class Specs {

    public static final InstallerSource NETBOOT =
            new InstallerSource.KernelAndInitrd(
                    SourceUri.parse("http://deb.example.org/linux"),
                    SourceUri.parse("http://deb.example.org/initrd.gz"));
    public static final InstallerSource ISO =
            new InstallerSource.InstallerImage(SourceUri.parse("/isos/installer.iso"));

    /** An image that has to prove nothing. */
    public static final Proofs UNPROVEN =
            new Proofs(
                    SuccessMarker.NONE,
                    OnQuestion.WAIT,
                    new BootCheck(BootTest.NO, Duration.ofMinutes(5)),
                    new LintPolicy(Set.of(), OnFinding.WARN));

    private Specs() {}

    /** A preseeded netboot installation of an image that has to boot. */
    public static ImageSpec proving(BootCheck check) {
        return spec(
                anHour(), new Proofs(SuccessMarker.NONE, OnQuestion.WAIT, check, UNPROVEN.lint()));
    }

    /** A small machine under emulation, without anything optional. */
    public static Machine machine() {
        return new Machine(
                2,
                DataSize.parse("1G"),
                Optional.empty(),
                new LibvirtSettings(
                        Optional.empty(), VirtType.QEMU, Optional.empty(), Optional.empty()));
    }

    public static ImageSpec spec(
            InstallerSource installer,
            Optional<AnswerFile> answerFile,
            String append,
            Machine machine,
            Limits limits) {
        return spec(installer, answerFile, append, machine, limits, UNPROVEN);
    }

    private static ImageSpec spec(
            InstallerSource installer,
            Optional<AnswerFile> answerFile,
            String append,
            Machine machine,
            Limits limits,
            Proofs proofs) {
        return new ImageSpec(
                new ImageName("debian-13"),
                List.of(new Mirror(installer, Verification.NONE)),
                Optional.empty(),
                answerFile,
                InstalledSystem.PLAIN,
                append,
                machine,
                new Disk(
                        DataSize.parse("2G"),
                        DiskFormat.QCOW2,
                        false,
                        Compression.NONE,
                        ZeroFree.NONE,
                        true),
                limits,
                proofs,
                false,
                Path.of("/var/cache/image-factory"),
                new DownloadPolicy(false, true),
                Documents.NONE,
                List.of(),
                Optional.empty(),
                Upkeep.NONE);
    }

    /** A preseeded netboot installation. */
    public static ImageSpec spec(Limits limits) {
        return spec(limits, UNPROVEN);
    }

    /** A preseeded netboot installation that is watched. */
    public static ImageSpec spec(Limits limits, SuccessMarker marker, OnQuestion onQuestion) {
        return spec(limits, new Proofs(marker, onQuestion, UNPROVEN.boot(), UNPROVEN.lint()));
    }

    private static ImageSpec spec(Limits limits, Proofs proofs) {
        return spec(
                NETBOOT,
                Optional.of(new AnswerFile(AnswerFile.Kind.PRESEED, Path.of("/etc/d-i.cfg"))),
                "--- console=ttyS0",
                machine(),
                limits,
                proofs);
    }

    public static Limits anHour() {
        return new Limits(Duration.ofHours(1), Duration.ofMinutes(10));
    }
}
