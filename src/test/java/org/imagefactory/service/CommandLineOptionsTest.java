package org.imagefactory.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.imagefactory.aeolus.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ParameterException;

class CommandLineOptionsTest {

    @ParameterizedTest
    @CsvSource({
        "--port, x, --port must be a number from 1 to 65535",
        "--port, 65536, --port must be a number from 1 to 65535",
        "--timeout, 0, --timeout must be a number from 1 on",
        "--imgdir, '', --imgdir must be the name of a folder"
    })
    void aWrongValueIsAMistakeInUsage(String option, String value, String message) {
        assertThatThrownBy(() -> CommandLineOptions.parse(option, value))
                .isInstanceOf(ParameterException.class)
                .hasMessage(message);
    }

    @Test
    void theLastOneCounts() {
        assertThat(CommandLineOptions.parse("--port", "1", "--port=65535").settings())
                .containsEntry(Setting.PORT, "65535");
    }
}
