package org.imagefactory.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.OutputListener;
import org.imagefactory.spec.Compression;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.DiskFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CommandTableTest {

    private static final Path FOLDER = Path.of("/out?put/a:b");
    private static final ExtFileSystem EXT = new ExtFileSystem(FOLDER.resolve("disk.raw"), 1048576);

    static List<Arguments> commands() {
        return List.of(
                Arguments.of(
                        QemuImg.create(FOLDER, "disk.raw", DataSize.parse("2G")),
                        "qemu-img create -q -f raw disk.raw 2147483648"),
                Arguments.of(
                        QemuImg.convert(
                                FOLDER, "d.raw", DiskFormat.QCOW2, Compression.NONE, "d.qcow2"),
                        "qemu-img convert -p -f raw -O qcow2 -W -m 16 d.raw d.qcow2"),
                Arguments.of(
                        QemuImg.convert(
                                FOLDER, "d.raw", DiskFormat.QCOW2, Compression.ZSTD, "d.qcow2"),
                        "qemu-img convert -p -f raw -O qcow2 -c -o compression_type=zstd -W -m 16"
                                + " d.raw d.qcow2"),
                Arguments.of(
                        QemuImg.convert(
                                FOLDER, "d.raw", DiskFormat.QCOW2, Compression.ZLIB, "d.qcow2"),
                        "qemu-img convert -p -f raw -O qcow2 -c -o compression_type=zlib -W -m 16"
                                + " d.raw d.qcow2"),
                Arguments.of(
                        QemuImg.check(FOLDER, DiskFormat.QCOW2, "d.qcow2"),
                        "qemu-img check -q -f qcow2 d.qcow2"),
                Arguments.of(
                        QemuImg.compare(FOLDER, "d.raw", DiskFormat.QCOW2, "d.qcow2"),
                        "qemu-img compare -q -f raw -F qcow2 d.raw d.qcow2"),
                Arguments.of(
                        QemuImg.overlay(FOLDER, "o.qcow2", FOLDER.resolve("d.raw"), DiskFormat.RAW),
                        "qemu-img create -q -f qcow2 -F raw -b '/out?put/a:b/d.raw' o.qcow2"),
                Arguments.of(E2fsck.check(EXT), "e2fsck -fn 'disk.raw?offset=1048576'"),
                Arguments.of(E2fsck.repair(EXT), "e2fsck -fy 'disk.raw?offset=1048576'"),
                Arguments.of(
                        E2fsck.discard(EXT), "e2fsck -fy -E discard 'disk.raw?offset=1048576'"),
                Arguments.of(
                        E2fsck.recover(new ExtFileSystem(FOLDER.resolve("vda1"), 0)),
                        "e2fsck -fp vda1"),
                Arguments.of(Zerofree.clear(EXT), "zerofree 'disk.raw?offset=1048576'"),
                Arguments.of(
                        Debugfs.read(EXT), "debugfs -f debugfs.requests 'disk.raw?offset=1048576'"),
                Arguments.of(
                        Debugfs.write(EXT),
                        "debugfs -w -f debugfs.requests 'disk.raw?offset=1048576'"),
                Arguments.of(Dumpe2fs.groups(EXT), "dumpe2fs 'disk.raw?offset=1048576'"),
                Arguments.of(
                        Rpm.query(FOLDER),
                        "rpm --dbpath '/out?put/a:b' -qa --queryformat"
                                + " 'package\\t%{NAME}\\t%{EPOCH}\\t%{VERSION}\\t%{RELEASE}"
                                + "\\t%{ARCH}\\t%{SOURCERPM}\\t%{VENDOR}\\t%{URL}"
                                + "\\t%{LICENSE}\\t[%{REQUIRENAME};]\\t[%{PROVIDENAME};]\\n'"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isExactly(Command command, String expected) {
        assertThat(command).hasToString(expected);
        assertThat(command.workingDirectory()).contains(FOLDER);
    }

    /** rpm would take what looks like a macro in the name of a folder for one. */
    @Test
    void keepsMacrosOutOfRpm() {
        assertThat(Rpm.query(Path.of("/a%{x}%b")).arguments()).contains("/a%%{x}%%b");
    }

    @Test
    void replaysNoJournalAtAnOffset() {
        assertThatThrownBy(() -> E2fsck.recover(EXT)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"4,true", "12,true", "8,true", "5,true", "16,false", "32,false", "128,false"})
    void tellsDamageFromFailure(int status, boolean damage) {
        assertThat(E2fsck.isDamage(status)).isEqualTo(damage);
    }

    @Test
    void readsProgress() {
        assertThat(QemuImg.progress("    (12.50/100%)")).isEqualTo(OptionalInt.of(12));
        assertThat(QemuImg.progress("    (100.00/100%)")).isEqualTo(OptionalInt.of(100));
        assertThat(QemuImg.progress("qemu-img: error")).isEmpty();
    }

    @Test
    void givesEachRequestItsOutput() {
        List<String> requests = List.of("ls -l <2>", "cd <2>", "stat <11>");
        List<String> lines =
                List.of(
                        "debugfs: ls -l <2>",
                        "one",
                        "two",
                        "debugfs: cd <2>",
                        "debugfs: stat <11>");
        DebugfsAnswers<String> answers = new DebugfsAnswers<>(requests, Optional::of, 1000);
        assertThat(answers.outputs()).hasSize(3);
        lines.forEach(line -> answers.line(OutputListener.Stream.OUT, line));
        assertThat(answers.outputs()).containsExactly(List.of("one", "two"), List.of(), List.of());
    }

    @Test
    void takesNoMoreThanItMay() {
        DebugfsAnswers<String> answers =
                new DebugfsAnswers<>(List.of("ls -l <2>"), Optional::of, 1000);
        answers.line(OutputListener.Stream.OUT, "debugfs: ls -l <2>");
        answers.line(OutputListener.Stream.OUT, "x".repeat(900));
        assertThatThrownBy(() -> answers.line(OutputListener.Stream.OUT, "y"))
                .isInstanceOf(DebugfsAnswers.TooLong.class);
        for (int i = 0; i < 1000; i++) {
            answers.line(OutputListener.Stream.ERR, "z".repeat(2000));
        }
        assertThat(answers.errors()).hasSize(100).allMatch(line -> line.length() == 1000);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9223372036854775807",
        "18446744073709551615, 9223372036854775807",
        "-9223372036854775809, -9223372036854775808",
        "-1, -1"
    })
    void takesSizesThatNoFileHas(String printed, long size) {
        String line = "     19  100644 (1)      0      0  " + printed + "  2-Nov-2026 21:58 a";
        assertThat(DirectoryEntry.parse(line).orElseThrow().size()).isEqualTo(size);
    }

    @Test
    void readsDirectoryLines() {
        DirectoryEntry entry =
                DirectoryEntry.parse(
                                "     19  100644 (1)      0      0       7  2-Nov-2026 21:58 a"
                                        + " \"b\\x0a\\x5c")
                        .orElseThrow();
        assertThat(entry.inode()).isEqualTo(19);
        assertThat(entry.isRegularFile()).isTrue();
        assertThat(entry.size()).isEqualTo(7);
        assertThat(entry.name()).isEqualTo("a \"b\\x0a\\x5c");
        assertThat(entry.rawName()).isEqualTo("a \"b\n\\");
        assertThat(Debugfs.canName(entry)).isFalse();
        assertThat(Debugfs.unlink(new DirectoryEntry(1, 0100644, 0, "a\"b")))
                .isEqualTo("unlink \"a\"\"b\"");
        assertThat(DirectoryEntry.parse("<2>: Filesystem not open")).isEmpty();
    }

    @Test
    void readsFreeBlocks() {
        List<String> ranges = new ArrayList<>();
        Dumpe2fs.Parser parser =
                new Dumpe2fs.Parser((first, last) -> ranges.add(first + "-" + last));
        List.of(
                        "Group 0: (Blocks 1-8192)",
                        "  10 free blocks, 3 free inodes, 0 directories",
                        "  Free blocks: 5, 7-9, 1",
                        "2-13, 20",
                        "  Free inodes: 24577-32768",
                        "Group 1: (Blocks 8193-16384)",
                        "  Free blocks: ",
                        "Group 2: (Blocks 16385-24576)",
                        "  Free blocks: 16400-16401")
                .forEach(parser::line);
        parser.finish();
        assertThat(ranges).containsExactly("5-5", "7-9", "12-13", "20-20", "16400-16401");
    }
}
