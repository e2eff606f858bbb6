package org.imagefactory.spec;

import static org.assertj.core.api.Assertions.assertThat;

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
        "rsync://mirror.example.com/debian/x@y"
    })
    void areNotSeenWhereThereAreNone(String text) {
        assertThat(Secrets.in(text)).isEmpty();
        assertThat(Secrets.mask(text)).isEqualTo(text);
    }
}
