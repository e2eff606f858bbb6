package org.imagefactory.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.imagefactory.spec.LintRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A guest's text of the largest size must not keep a rule busy, however it is made. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LinearTimeTest {

    private static final int LARGEST = Inspection.MOST_BYTES - 1000;

    /** Each of them begins again and again what some syntax lets begin and never ends. */
    private static final List<String> PIECES =
            List.of(
                    "/* ",
                    "\"",
                    "//",
                    "#",
                    "proxy ",
                    "proxy::",
                    "proxy::x ",
                    "Proxy \"",
                    "http://[",
                    "http://",
                    "http://%",
                    "http://a@",
                    "cdrom",
                    "=.",
                    "%",
                    "auto ",
                    "iface ",
                    "eno0",
                    "enp0",
                    "enP0p0s",
                    " ",
                    "\t",
                    "-",
                    "[",
                    "]",
                    "$",
                    "\\",
                    "Name=",
                    "a:",
                    " a",
                    "'",
                    "root:",
                    "$6$",
                    "nameserver ",
                    "[-][",
                    "export ");

    @TempDir Path root;

    private static String text(String piece, String end) {
        return piece.repeat(LARGEST / piece.length()) + end;
    }

    /** All rules, over files of a kind that are each made of one piece. */
    @ParameterizedTest
    @CsvSource({
        "etc/apt/apt.conf.d/,.conf",
        "etc/apt/sources.list.d/,.list",
        "etc/yum.repos.d/,.repo",
        "etc/profile.d/,.sh",
        "etc/network/interfaces.d/,.cfg",
        "etc/netplan/,.yaml",
        "etc/systemd/network/,.network"
    })
    void rulesTakeLinearTime(String folder, String suffix) throws Exception {
        LintFixture fixture = new LintFixture(root);
        // the sum of all files has a limit, too
        for (int i = 0; i < PIECES.size(); i++) {
            int length = Inspection.MOST_BYTES / 5 / PIECES.get(i).length();
            fixture.file(
                    folder + i + suffix,
                    start(folder) + PIECES.get(i).repeat(length) + "\u2028!\n");
        }
        fixture.install();
        assertThat(fixture.lint(LintRule.values())).isNotNull();
    }

    private static String start(String folder) {
        return folder.contains("systemd") ? "Name=" : folder.contains("interfaces") ? "auto " : "";
    }

    @Test
    void readsLargestFilesOfApt() {
        for (String piece : PIECES) {
            assertThat(AptSettings.proxies(text(piece, ""))).hasSizeLessThan(LARGEST);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Acquire::http::Proxy \"http://p:3128\";| \"http://p:3128\"",
                "Acquire { http { Proxy \"http://p\"; }; };| \"http://p\"",
                "acquire::https::proxy::deb.example /* why */ x; | x",
                "Acquire::http::Proxy  # none~\"DIRECT\"  ;| \"DIRECT\"",
                "// Acquire::http::Proxy \"http://p\";|",
                "/* Acquire::http::Proxy \"http://p\"; */ A \"b\";|",
                "Acquire::http::ProxyAutoDetect \"x\";|",
                "Acquire::http::Proxy {};|",
                "Acquire::http::Proxy \"http://p\"|",
                "Acquire::http::User-Agent \"a proxy b;\"; |"
            })
    void findsProxies(String text, String value) {
        List<String> expected = value == null ? List.of() : List.of(value);
        assertThat(AptSettings.proxies(text.replace("~", "\n"))).isEqualTo(expected);
    }
}
