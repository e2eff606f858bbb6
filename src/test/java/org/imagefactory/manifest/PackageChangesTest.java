package org.imagefactory.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PackageChangesTest {

    private static List<PackageLine> list(String... lines) {
        return Arrays.stream(lines)
                .map(line -> line.split(" ", -1))
                .map(fields -> new PackageLine(fields[0], fields[1], fields[2]))
                .toList();
    }

    private static List<String> changes(List<PackageLine> before, List<PackageLine> after) {
        return PackageChanges.between(before, after).stream().map(PackageChange::toString).toList();
    }

    @Test
    void tellsEveryKindInOrder() {
        assertThat(
                        changes(
                                list(
                                        "apt 3.0.3 amd64",
                                        "curl 8.14.1-2 amd64",
                                        "gone 1 all",
                                        "old 1.0 all",
                                        "same 1 all"),
                                list(
                                        "apt 3.0.10 amd64",
                                        "b-new 1 all",
                                        "a-new 2~rc1 all",
                                        "curl 8.14.1-2+deb13u1 amd64",
                                        "old 1.0~rc2 all",
                                        "same 1 all")))
                .containsExactly(
                        "+ a-new 2~rc1",
                        "+ b-new 1",
                        "- gone 1",
                        "^ apt 3.0.3 -> 3.0.10",
                        "^ curl 8.14.1-2 -> 8.14.1-2+deb13u1",
                        "v old 1.0 -> 1.0~rc2");
    }

    @Test
    void nothingChanged() {
        List<PackageLine> list = list("a 1 all", "b 2 amd64");
        assertThat(changes(list, list)).isEmpty();
        assertThat(changes(List.of(), List.of())).isEmpty();
    }

    @Test
    void namesArchitecturesWhereThereAreSeveral() {
        assertThat(
                        changes(
                                list("libc6 1 amd64", "libc6 1 i386"),
                                list("libc6 2 amd64", "libc6 2 i386")))
                .containsExactly("^ libc6:amd64 1 -> 2", "^ libc6:i386 1 -> 2");
        assertThat(changes(list("libc6 1 amd64"), list("libc6 1 amd64", "libc6 1 i386")))
                .containsExactly("+ libc6:i386 1");
    }

    @Test
    void followsAPackageToAnotherArchitecture() {
        assertThat(changes(list("tzdata 1 all"), list("tzdata 2 amd64")))
                .containsExactly("^ tzdata 1 -> 2");
        assertThat(changes(list("tzdata 1 all"), list("tzdata 1 amd64")))
                .containsExactly("+ tzdata 1", "- tzdata 1");
    }

    @Test
    void severalKernelsComeAndGo() {
        List<PackageLine> before =
                list("kernel 1-1 x86_64", "kernel 2-1 x86_64", "bash 1-1 noarch");
        List<PackageLine> after = list("kernel 2-1 x86_64", "kernel 3-1 x86_64", "bash 1-1 noarch");
        assertThat(changes(before, after)).containsExactly("^ kernel 1-1 -> 3-1");
        List<PackageLine> all = list("kernel 3-1 x86_64", "kernel 4-1 x86_64", "bash 1-1 noarch");
        assertThat(changes(before, all))
                .containsExactly("+ kernel 3-1", "+ kernel 4-1", "- kernel 1-1", "- kernel 2-1");
    }

    /** A caret makes a version newer in rpm; in Debian's order it would, too, but after a dot. */
    @Test
    void ordersVersionsAsTheirFamilyDoes() {
        assertThat(
                        changes(
                                list("a 1.0^1-1 x86_64", "b 1-1 noarch"),
                                list("a 1.0.1-1 x86_64", "b 1-1 noarch")))
                .containsExactly("^ a 1.0^1-1 -> 1.0.1-1");
        assertThat(changes(list("a 1.0+1-1 amd64"), list("a 1.0.1-1 amd64")))
                .containsExactly("^ a 1.0+1-1 -> 1.0.1-1");
    }
}
