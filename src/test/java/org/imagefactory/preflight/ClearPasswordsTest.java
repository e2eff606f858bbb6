package org.imagefactory.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.imagefactory.spec.AnswerFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClearPasswordsTest {

    @Test
    void preseed() {
        assertThat(
                        found(
                                AnswerFile.Kind.PRESEED,
                                "# d-i passwd/root-password password secret",
                                "d-i passwd/root-password password secret",
                                "d-i passwd/root-password-again\tpassword  secret",
                                "d-i passwd/root-password-crypted password $6$x",
                                "d-i passwd/root-password password",
                                "d-i passwd/make-user boolean false",
                                "  d-i partman-crypto/passphrase password secret"))
                .containsExactly(
                        "2 passwd/root-password",
                        "3 passwd/root-password-again",
                        "7 partman-crypto/passphrase");
    }

    @Test
    void kickstart() {
        assertThat(
                        found(
                                AnswerFile.Kind.KICKSTART,
                                "rootpw secret",
                                "rootpw --plaintext secret",
                                "rootpw --iscrypted $6$x",
                                "rootpw --lock",
                                "user --name=a --password=secret",
                                "user --name=a --password=$6$x --iscrypted",
                                "user --name=a",
                                "autopart --encrypted --passphrase=secret",
                                "bootloader --location=mbr",
                                "#rootpw secret",
                                "%post",
                                "rootpw secret",
                                "%end",
                                "rootpw secret"))
                .containsExactly("1 rootpw", "2 rootpw", "5 user", "8 autopart", "14 rootpw");
    }

    @Test
    void autoyast() {
        assertThat(
                        found(
                                AnswerFile.Kind.AUTOYAST,
                                "<users config:type=\"list\">",
                                "<user><user_password>secret</user_password>",
                                "<encrypted config:type=\"boolean\">false</encrypted></user>",
                                "<user>",
                                "<user_password>secret</user_password>",
                                "<username>b</username></user>",
                                "<user><encrypted config:type=\"boolean\">true</encrypted>",
                                "<user_password>$6$x</user_password></user>",
                                "<user><user_password>!</user_password></user>",
                                "<!-- <user>",
                                "<user_password>secret</user_password></user> -->",
                                "<user><username>c</username></user></users>"))
                .containsExactly("2 user_password", "5 user_password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<user>", "<user><user_password>x", "\u0000"})
    void whatIsNoAnswerFileHasNone(String text) {
        for (AnswerFile.Kind kind : AnswerFile.Kind.values()) {
            assertThat(ClearPasswords.in(kind, text)).isEmpty();
        }
    }

    private static List<String> found(AnswerFile.Kind kind, String... lines) {
        return ClearPasswords.in(kind, String.join("\n", lines)).stream()
                .map(found -> found.line() + " " + found.what())
                .toList();
    }
}
