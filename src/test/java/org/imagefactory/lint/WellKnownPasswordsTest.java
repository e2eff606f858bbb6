package org.imagefactory.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hashes were made with openssl-passwd(1) and crypt(3). */
final class WellKnownPasswordsTest {

    static final String ROOT =
            "$6$saltsalt$bAY90rAsHhyx.bxmKP9FE5UF4jP1iWgjV0ltM6ZJxfYkiIaC"
                    + "ExjBZIbfmqmZEWoR65aM.1nFvG7fF3gYOjHpM.";

    static final String OTHER =
            "$6$saltsalt$/r/CMsO/5yqed8TbqUEZut34VCdhooMM8PWBAQ1jiQnv32fl"
                    + "0V6Q/ws5bMUx1vrQ891Xwwy2f42C2A3dgDfW//";

    @Test
    void recognizesEveryKindOfHash() {
        assertThat(WellKnownPasswords.of(ROOT)).hasValue("root");
        assertThat(WellKnownPasswords.of("$5$saltsalt$74dVsEHLiRaw5YYUF8vRkSTueSLOrG.gounlctdxFrD"))
                .hasValue("changeme");
        assertThat(WellKnownPasswords.of("$1$abcd$TPRX1PB40AicFTobhowNA/")).hasValue("toor");
        assertThat(WellKnownPasswords.of("abgOeLfPimXQo")).hasValue("test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OTHER,
                "",
                "!",
                "*",
                "x",
                "!$6$saltsalt$abc",
                "$y$j9T$abcdefgh$0123456789012345678901234567890123456789012",
                "$6$rounds=999999999$saltsalt$abc",
                "$6$rounds=99999999999999999999$saltsalt$abc",
                "$6$$",
                "$1$$x",
                "$5$s:s$x"
            })
    void staysQuietAboutOthers(String hash) {
        assertThat(WellKnownPasswords.of(hash)).isEmpty();
    }
}
