package org.imagefactory.netboot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasicCredentialsTest {

    /** The right side in ISO-8859-1, a character for each byte. */
    @ParameterizedTest
    @CsvSource({
        "user:w%C3%B6rd, user:w\u00c3\u00b6rd",
        "user:w%F6rd, user:w\u00f6rd",
        "user:wörd, user:w\u00c3\u00b6rd",
        "joe:s%40c+r, joe:s@c+r",
        "joe:a:b%3Ac, joe:a:b:c",
        "joe:100%, joe:100%",
        "joe:%zz%4, joe:%zz%4",
        "joe, joe:",
        "jo%3Ae:x, jo:e:x",
    })
    void bytesAsTheyAre(String userInfo, String sent) {
        String header = BasicCredentials.of(userInfo);
        assertThat(header).startsWith("Basic ");
        byte[] bytes = Base64.getDecoder().decode(header.substring(6));
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).isEqualTo(sent);
    }
}
