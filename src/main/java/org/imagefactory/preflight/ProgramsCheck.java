package org.imagefactory.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imagefactory.exec.Program;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.machine.Engine;
import org.imagefactory.report.Finding;
import org.imagefactory.scan.ScapSandbox;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.RootFileSystem;
import org.imagefactory.spec.SeedVolume;
import org.imagefactory.spec.SignMethod;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.UploadType;
import org.imagefactory.spec.ZeroFree;

/** The programs that this specification needs; all missing ones in one finding. */
final class ProgramsCheck implements Check {

    private final SearchPath path;
    private final Engine engine;

    ProgramsCheck(SearchPath path, Engine engine) {
        this.path = path;
        this.engine = engine;
    }

    @Override
    public List<Finding> look(ImageSpec spec) {
        List<Program> missing = new ArrayList<>();
        for (List<Program> alternatives : needed(spec)) {
            if (alternatives.stream().noneMatch(this::present)) {
                missing.add(alternatives.get(0));
            }
        }
        if (missing.isEmpty()) {
            return List.of(Finding.ok("all programs are installed"));
        }
        String names = missing.stream().map(Program::command).collect(Collectors.joining(", "));
        return List.of(
                Finding.hostError(
                        "missing programs: " + names,
                        "on Debian: " + Program.installLine(missing)));
    }

    private boolean present(Program program) {
        return path.find(program.command()).isPresent();
    }

    /** Each with its alternatives; the first is the one to install. */
    List<List<Program>> needed(ImageSpec spec) {
        List<List<Program>> needed = new ArrayList<>();
        needed.add(List.of(Program.QEMU_IMG));
        needed.addAll(engine.programs(spec));
        needed.add(List.of(Program.DEBUGFS));
        needed.add(List.of(Program.E2FSCK));
        Optional<SeedVolume> volume = spec.answerFile().flatMap(answer -> answer.kind().volume());
        if (volume.isPresent() || spec.installer().bootPaths().isPresent()) {
            needed.add(List.of(Program.XORRISO));
        }
        if (spec.disk().root().needsLibguestfs()) {
            needed.add(List.of(Program.GUESTFISH));
        }
        if (spec.disk().root() == RootFileSystem.XFS) {
            // its package gives libguestfs' appliance what it needs for xfs
            needed.add(List.of(Program.XFS_REPAIR));
        }
        if (spec.disk().zeroFree() == ZeroFree.ZEROFREE) {
            needed.add(List.of(Program.ZEROFREE));
        }
        if (spec.uploads().stream().anyMatch(to -> to.type() == UploadType.RSYNC)
                || sources(spec).stream().anyMatch(ProgramsCheck::isRsync)) {
            needed.add(List.of(Program.RSYNC));
        }
        if (spec.verification().means(spec.installer()).signed()) {
            needed.add(List.of(Program.GPGV));
        }
        if (spec.documents().sign() == SignMethod.GPG) {
            needed.add(List.of(Program.GPG));
        }
        if (spec.upkeep().scan().scap().isPresent()) {
            ScapSandbox.programs().forEach(program -> needed.add(List.of(program)));
        }
        if (spec.upkeep().zsync()) {
            needed.add(List.of(Program.ZSYNCMAKE));
        }
        if (spec.upkeep().catalog().isPresent() && spec.disk().format() == DiskFormat.QCOW2) {
            needed.add(List.of(Program.XZ));
        }
        return needed;
    }

    /** What the machine boots, from all mirrors. */
    static List<SourceUri> sources(ImageSpec spec) {
        return spec.mirrors().stream()
                .flatMap(mirror -> mirror.installer().files().stream())
                .distinct()
                .toList();
    }

    private static boolean isRsync(SourceUri source) {
        return source.scheme() == SourceUri.Scheme.RSYNC;
    }
}
