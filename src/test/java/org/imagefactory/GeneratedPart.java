package org.imagefactory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a committed file that the code knows better. {@code ./dev generate} rewrites it. */
public final class GeneratedPart {

    private GeneratedPart() {}

    /**
     * Compares what stands between the two marker lines; with {@code -Dupdate=true}, writes it.
     *
     * @throws AssertionError it is old, or there are no such markers
     */
    public static void check(Path file, String part, String content) throws IOException {
        String committed = Files.readString(file);
        String generated = replace(committed, part, content);
        if (Boolean.getBoolean("update")) {
            if (!generated.equals(committed)) {
                Files.writeString(file, generated);
            }
            return;
        }
        assertThat(committed)
                .as("%s is old; './dev generate' writes it anew", file)
                .isEqualTo(generated);
    }

    private static String replace(String text, String part, String content) {
        Pattern block =
                Pattern.compile(
                        "(?ms)(^[^\\n]*BEGIN GENERATED "
                                + Pattern.quote(part)
                                + "\\b[^\\n]*\\n).*?(^[^\\n]*END GENERATED)");
        Matcher matcher = block.matcher(text);
        assertThat(matcher.find()).as("markers of '%s'", part).isTrue();
        return text.substring(0, matcher.end(1)) + content + text.substring(matcher.start(2));
    }
}
