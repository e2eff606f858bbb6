package org.imagefactory.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.imagefactory.disk.DiskImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs themselves are the judges of many pairs; some are written out. */
final class VersionsTest {

    private static final int PAIRS = 400;

    private record Pair(String one, String other) {}

    @ParameterizedTest
    @CsvSource({
        "1.0,1.0,0",
        "1.0,1.00,0",
        "1.0,1.0-0,0",
        "0:1,1,0",
        "1.0~rc1,1.0,-1",
        "1.0~~,1.0~,-1",
        "1.0~,1.0,-1",
        "1.9,1.10,-1",
        "1.0-1,1.0-1+deb13u1,-1",
        "1.0a,1.0+,-1",
        "1:0.1,2.0,1",
        "1.0-1-1,1.0-1-2,-1",
        "18446744073709551617,18446744073709551616,1"
    })
    void debian(String one, String other, int expected) {
        assertThat(Integer.signum(DebianVersions.compare(one, other))).isEqualTo(expected);
        assertThat(Integer.signum(DebianVersions.compare(other, one))).isEqualTo(-expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0-1,1.0-1,0",
        "1.0-1,1.00-01,0",
        "1.0-1,1_0-1,0",
        "1.0~rc1-1,1.0-1,-1",
        "1.0^git1-1,1.0-1,1",
        "1.0^git1-1,1.0.1-1,-1",
        "1.0^~1-1,1.0-1,1",
        "1.a-1,1.1-1,-1",
        "1.0-1.fc42,1.0-1.fc43,-1",
        "0:1.0-1,1.0-1,0",
        "1:1.0-1,2.0-1,1",
        "1.0a-1,1.0-1,1"
    })
    void rpm(String one, String other, int expected) {
        assertThat(Integer.signum(RpmVersions.compare(one, other))).isEqualTo(expected);
        assertThat(Integer.signum(RpmVersions.compare(other, one))).isEqualTo(-expected);
    }

    @Test
    void debianAgreesWithDpkg() throws Exception {
        List<Pair> pairs = pairs("0 1 9 10 007 a Z b . + - ~ ~~ rc");
        String script =
                pairs.stream()
                        .map(
                                pair ->
                                        ("if dpkg --compare-versions '%1$s' lt '%2$s'; then echo -1;"
                                                        + " elif dpkg --compare-versions '%1$s' gt"
                                                        + " '%2$s'; then echo 1; else echo 0; fi")
                                                .formatted(pair.one(), pair.other()))
                        .collect(Collectors.joining("\n"));
        assertAgree(pairs, DebianVersions::compare, answers("sh", "-c", script));
    }

    @Test
    void rpmAgreesWithRpm() throws Exception {
        List<Pair> pairs = pairs("0 1 9 10 007 a Z b . _ + ~ ^ ~~ ^~ rc");
        String script =
                pairs.stream()
                        .map(
                                pair ->
                                        "print(rpm.vercmp('%s','%s')..' ')"
                                                .formatted(pair.one(), pair.other()))
                        .collect(Collectors.joining(" "));
        assertAgree(
                pairs, RpmVersions::comparePart, answers("rpm", "--eval", "%{lua:" + script + "}"));
    }

    private static String[] answers(String... command) throws Exception {
        return DiskImages.run(List.of(command), Path.of("/dev/null")).trim().split("\\s+", -1);
    }

    private static void assertAgree(List<Pair> pairs, Comparator<String> order, String[] answers) {
        assertThat(answers).hasSize(PAIRS).contains("-1", "0", "1");
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            assertThat(Integer.signum(order.compare(pair.one(), pair.other())))
                    .as(pair.toString())
                    .isEqualTo(Integer.parseInt(answers[i]));
        }
    }

    /** Always the same; the second of a pair is often a small change of the first. */
    private static List<Pair> pairs(String parts) {
        Random random = new Random(20261122);
        String[] choice = parts.split(" ", -1);
        List<Pair> pairs = new ArrayList<>();
        while (pairs.size() < PAIRS) {
            List<String> one = new ArrayList<>(List.of("1"));
            for (int i = random.nextInt(5); i >= 0; i--) {
                one.add(choice[random.nextInt(choice.length)]);
            }
            List<String> other = new ArrayList<>(one);
            other.set(1 + random.nextInt(one.size() - 1), choice[random.nextInt(choice.length)]);
            if (random.nextBoolean()) {
                other.add(choice[random.nextInt(choice.length)]);
            }
            // dpkg refuses a version that ends with a hyphen
            pairs.add(new Pair(String.join("", one) + "0", String.join("", other) + "0"));
        }
        return pairs;
    }
}
