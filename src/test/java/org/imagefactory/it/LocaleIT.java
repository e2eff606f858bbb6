package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program does the same whatever the locale of its caller. */
final class LocaleIT {

    /** cron sets none, and people have files with names of their language. */
    @ParameterizedTest
    @CsvSource({"LC_ALL, C", "LC_ALL, POSIX", "LC_ALL, ''", "LC_ALL, C.UTF-8"})
    void namesOfFilesAreUtf8(String variable, String value) throws Exception {
        Scene scene = new Scene();
        Path template = scene.folder().resolve("größe-漢.cfg.mustache");
        Files.writeString(template, "für {{hostname}}\n");
        scene.set("preseed", template.toString());
        scene.environment("LANG", "").environment("LC_CTYPE", "").environment(variable, value);

        Scene.Outcome outcome = scene.arguments("answer", "mini", "--set=hostname=ä").run();

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitStatus()).isZero();
        assertThat(outcome.out()).isEqualTo("für ä\n");
    }

    /** Where people write numbers in digits of their own, regular expressions had them, too. */
    @Test
    void numbersAreWrittenInAscii() throws Exception {
        Scene scene = new Scene();
        scene.environment("JDK_JAVA_OPTIONS", "-Duser.language=ar -Duser.country=EG");
        scene.set("append", "x".repeat(3000));

        Scene.Outcome outcome = scene.arguments("check", "mini").run();

        assertThat(outcome.exitStatus()).isEqualTo(3);
        assertThat(outcome.out() + outcome.err())
                .contains("characters long, the limit is 2047")
                .doesNotContainPattern("[٠-٩]");
    }
}
