package org.imagefactory.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quiet passwd/root-password-crypted=$6$a$b. --- x | $6$a$b.",
                "passwd/root-password=x1 passwd/root-password-again=x1 | x1",
                "http://user:hush@mirror.example.com/debian | hush",
                "API_TOKEN=abc | abc",
                "login --password-stdin-file x --registry-token abcdef -q | abcdef",
                "wget --header=authorization: bearer abc.def/g= x | abc.def/g=",
            })
    void areFoundAndMasked(String text, String secret) {
        assertThat(Secrets.in(text)).containsExactly(secret);
        assertThat(Secrets.mask(text)).doesNotContain(secret).contains(Secrets.MASK);
    }

    @ParameterizedTest
    @CsvSource({
        "http://mirror.example.com:8080/debian",
        "user@host:/srv",
        "console=ttyS0 password",
        "rsync://mirror.example.com/debian/x@y",
        "prog --token is",
        "the authorization: none"
    })
    void areNotSeenWhereThereAreNone(String text) {
        assertThat(Secrets.in(text)).isEmpty();
        assertThat(Secrets.mask(text)).isEqualTo(text);
    }

    @Test
    void areFoundInAWholeConfiguration() {
        Map<String, Setting> settings =
                Map.of(
                        "append", new Setting("--- passwd/root-password=hush2 quiet", "x:1"),
                        "my_words", new Setting("hush2", "x:2"),
                        "root_password", new Setting("other", "x:3"),
                        "deploy-token", new Setting("", "x:4"),
                        "debian_append", new Setting("passwd/make-user=false", "x:5"),
                        "keep-raw", new Setting("false", "x:6"));
        assertThat(Secrets.mask(settings))
                .isEqualTo(
                        Map.of(
                                "append", "--- passwd/root-password=******** quiet",
                                "my_words", "********",
                                "root_password", "********",
                                "deploy-token", "",
                                "debian_append", "passwd/make-user=********",
                                "keep-raw", "false"));
    }

    /** As the configuration reader has it: the command holds what the variable said. */
    @Test
    void aVariableMarksWhatACommandHolds() {
        Map<String, Setting> settings =
                Map.of(
                        "vault-token", new Setting("s.12345678", "x:1"),
                        "vault-token-long", new Setting("s.123456789", "x:1"),
                        "my_secret", new Setting("no", "x:1"),
                        "late-commands",
                                new Setting("fetch s.12345678 now\nfetch s.123456789 no", "x:2"));
        assertThat(Secrets.mask(settings))
                .containsEntry("late-commands", "fetch ******** now\nfetch ******** no");
    }
}
