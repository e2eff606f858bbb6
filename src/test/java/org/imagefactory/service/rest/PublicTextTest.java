package org.imagefactory.service.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<url>http://user:hush@x/y</url> | <url>http://user:********@x/y</url>",
                "<url>http://user@x:80/y</url> | <url>http://user@x:80/y</url>",
                "{\"name\": \"a\", \"password\": \"hu\\\"sh\"} | {\"name\": \"a\", \"password\": \"********\"}",
                "{\"api-password\":\"hush\",\"n\":1} | {\"api-password\":\"********\",\"n\":1}",
                "<rootpw>hush</rootpw> | <rootpw>********</rootpw>",
                "ec2-us-east-1 | ec2-us-east-1"
            })
    void hasNoSecrets(String text, String shown) {
        assertThat(PublicText.of(text)).isEqualTo(shown);
    }

    @Test
    void parametersHaveNoneEither() {
        Map<String, Object> parameters =
                Map.of(
                        "install_script", "rootpw --plaintext hush",
                        "deploy_token", "hush",
                        "callbacks", List.of("http://u:hush@h/p?token=hush", "debug"),
                        "mock_seconds", 3,
                        "comment", "see http://u:hush@h/");
        assertThat(PublicText.of(parameters))
                .containsEntry("mock_seconds", 3)
                .containsEntry("callbacks", List.of("http://u:REDACTED@h/p", "debug"))
                .containsEntry("comment", "see http://u:********@h/")
                .extracting(Object::toString)
                .asString()
                .doesNotContain("hush");
    }

    /** In time that grows as the text does. */
    @Test
    void isFoundInLongTexts() {
        for (String part : new String[] {"://a:", "\"password", "\"password\":\"\\\\", "://"}) {
            assertThat(PublicText.of(part.repeat(200_000))).isNotEmpty();
        }
    }
}
