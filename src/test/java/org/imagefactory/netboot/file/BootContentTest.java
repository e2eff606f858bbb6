package org.imagefactory.netboot.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootContentTest {

    @TempDir Path folder;

    private boolean accepted(Role role, int offset, byte[] mark) throws Exception {
        byte[] bytes = new byte[2048];
        Arrays.fill(bytes, offset + mark.length, bytes.length, (byte) 0xa7);
        System.arraycopy(mark, 0, bytes, offset, mark.length);
        return BootContent.check(role, Files.write(folder.resolve("file"), bytes)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0x202, 48647253, x86",
        "0, 4d5a, EFI stub",
        "0x38, 41524d64, arm64",
        "0x30, 5249534356, RISC-V",
        "0, 7f454c46, ELF",
        "0, 1f8b08, packed",
    })
    void kernels(String offset, String mark, String kind) throws Exception {
        assertThat(accepted(Role.LINUX, Integer.decode(offset), HexFormat.of().parseHex(mark)))
                .as(kind)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"504b0304", "00000000", "89504e47", "fd377a58"})
    void noKernels(String mark) throws Exception {
        assertThat(accepted(Role.LINUX, 0, HexFormat.of().parseHex(mark))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1f8b08, gzip",
        "fd377a585a00, xz",
        "28b52ffd, zstd",
        "02214c18, lz4",
        "425a68, bzip2",
        "5d0000, lzma",
        "894c5a4f, lzo",
        "c77100, unknown",
    })
    void initrds(String mark, String kind) throws Exception {
        assertThat(accepted(Role.INITRD, 0, HexFormat.of().parseHex(mark))).as(kind).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"070701", "070702", "070707"})
    void plainArchivesBeginWithText(String magic) throws Exception {
        byte[] bytes = magic.concat("0".repeat(600)).getBytes(StandardCharsets.US_ASCII);
        Path file = Files.write(folder.resolve("initrd"), bytes);
        assertThat(BootContent.check(Role.INITRD, file)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html>",
                "  \n<html>",
                "\ufeff<?xml version='1.0'?>",
                "<Error><Code>NoSuchKey</Code></Error>",
                "404 page not found\n",
                "{\"error\": \"gone\"}",
                "",
            })
    void pagesAndTextAreNothing(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), text);
        for (Role role : List.of(Role.LINUX, Role.INITRD, Role.INSTALLER_IMAGE)) {
            assertThat(BootContent.check(role, file))
                    .get()
                    .extracting(BootContent.Finding::certain)
                    .isEqualTo(true);
        }
    }

    @Test
    void documentsAreTextButNoPages() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "Origin: Debian\n");
        assertThat(BootContent.check(Role.RELEASE, file)).isEmpty();
        Files.writeString(file, "<html>");
        assertThat(BootContent.check(Role.RELEASE, file)).isPresent();
        Files.writeString(file, "");
        assertThat(BootContent.check(Role.CHECKSUMS_SIGNATURE, file)).isPresent();
    }
}
