package org.imagefactory.aeolus.remote;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.imagefactory.error.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong before anything is asked is told at once. */
class ServiceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host",
                "ftp://host",
                "http://localhost:99999",
                "http://user@localhost",
                "http://localhost/other",
                "http://localhost/?x"
            })
    void addressesAreLookedAt(String address) {
        assertThatThrownBy(() -> Service.at(address, new Proof.None(), ""))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--url must be an address such as https://host:8075");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a b", "t\u00fc", "\u001b"})
    void tokensAreOneWord(String token) {
        assertThatThrownBy(() -> Service.at("http://localhost", new Proof.Token(token), ""))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the token is none")
                .hasMessageNotContaining(token);
    }

    @Test
    void tokensGoToNobodyInClear() {
        assertThatThrownBy(() -> Service.at("http://host", new Proof.Token("t"), ""))
                .hasMessageContaining("https");
        assertThatCode(() -> Service.at("https://host:8075/", new Proof.Token("t"), "").close())
                .doesNotThrowAnyException();
    }
}
