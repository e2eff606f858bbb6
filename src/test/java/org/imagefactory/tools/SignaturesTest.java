package org.imagefactory.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.tools.Signatures.Problem;
import org.imagefactory.tools.Signatures.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines are those that gpgv 2.2 prints. */
class SignaturesTest {

    private static final String[] GOOD = {
        "NEWSIG a@x", "KEY_CONSIDERED AAAA 0", "GOODSIG AA A <a@x>", valid("AAAA", 8)
    };

    private static String valid(String key, int digest) {
        return "VALIDSIG %s 2026-11-23 1795395672 0 4 0 22 %d 01 P%s".formatted(key, digest, key);
    }

    private static Signatures parse(String... lines) {
        return Signatures.parse(Stream.of(lines).map(line -> "[GNUPG:] " + line).toList());
    }

    private static String[] and(String... more) {
        return Stream.concat(Stream.of(GOOD), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aGoodOneNamesThePrimaryKey() {
        assertThat(parse(GOOD).problem()).isEmpty();
        assertThat(parse(GOOD).keys()).containsExactly("PAAAA");
    }

    @Test
    void oneOfSeveralKeysMayBeUnknown() {
        Signatures found =
                parse(and("NEWSIG", "ERRSIG BB 1 8 01 1795395672 9 BBBB", "NO_PUBKEY BB"));
        assertThat(found.problem()).isEmpty();
        assertThat(found.keys()).containsExactly("PAAAA");
    }

    @ParameterizedTest
    @CsvSource({"EXPKEYSIG", "REVKEYSIG", "EXPSIG"})
    void validAloneIsNotEnough(String word) {
        Signatures found = parse("NEWSIG", word + " AA A <a@x>", valid("AAAA", 8));
        assertThat(found.keys()).isEmpty();
        assertThat(found.problem()).isPresent();
        assertThat(parse("NEWSIG", valid("AAAA", 8)).problem()).isPresent();
        assertThat(parse(and("NEWSIG", word + " BB B", valid("BBBB", 8))).keys())
                .as("beside a good one")
                .containsExactly("PAAAA");
    }

    @Test
    void aBadOneSpoilsTheOthers() {
        assertThat(parse(and("NEWSIG", "BADSIG BB B <b@x>")).problem())
                .contains(new Problem(Verdict.BAD, "BB"));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void aWeakDigestDoesNotCount(int digest) {
        assertThat(parse("NEWSIG", "GOODSIG AA A", valid("AAAA", digest)).problem())
                .contains(new Problem(Verdict.WEAK_DIGEST, "AAAA"));
    }

    @Test
    void everythingElseIsNoSignature() {
        assertThat(Signatures.parse(List.of()).problem())
                .contains(new Problem(Verdict.MISSING, ""));
        assertThat(parse("NODATA 1", "NODATA 2").problem())
                .contains(new Problem(Verdict.MISSING, ""));
        assertThat(Signatures.parse(List.of(GOOD)).problem()).as("no status lines").isPresent();
        assertThat(parse("NEWSIG", "ERRSIG BB 1 8 01 1795395672 9 BBBB").problem())
                .contains(new Problem(Verdict.UNKNOWN_KEY, "BBBB"));
        assertThat(parse("NEWSIG", "ERRSIG BB 1 8 01 1795395672 4 -").problem())
                .contains(new Problem(Verdict.UNUSABLE, "BB"));
        assertThat(parse(and("ERROR proc_pkt.plaintext 89_BAD_DATA")).problem())
                .contains(new Problem(Verdict.UNUSABLE, ""));
    }
}
