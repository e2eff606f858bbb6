package org.imagefactory.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The colours of the page can be told apart, by the rules of WCAG 2. */
class ContrastTest {

    private static final Pattern COLOUR = Pattern.compile("--([a-z]+): #([0-9a-f]{6});");
    private static final double TEXT = 4.5;
    private static final double SHAPE = 3;

    @ParameterizedTest
    @CsvSource({
        "text, back, text",
        "text, card, text",
        "text, alarm, text",
        "soft, back, text",
        "soft, card, text",
        "soft, alarm, text",
        "link, card, text",
        "good, card, text",
        "bad, card, text",
        "never, card, text",
        "glow, screen, text",
        "bar, card, shape",
        "bad, alarm, shape",
        "sign, good, shape",
        "sign, bad, shape",
    })
    void coloursCanBeToldApart(String front, String back, String kind) throws Exception {
        String css = Files.readString(Path.of("src/main/resources/org/imagefactory/web/page.css"));
        int dark = css.indexOf("@media (prefers-color-scheme: dark)");
        double wanted = kind.equals("text") ? TEXT : SHAPE;

        assertThat(contrast(colours(css.substring(0, dark)), front, back))
                .as("light")
                .isGreaterThanOrEqualTo(wanted);
        assertThat(contrast(colours(css.substring(dark)), front, back))
                .as("dark")
                .isGreaterThanOrEqualTo(wanted);
    }

    private static Map<String, Integer> colours(String css) {
        Map<String, Integer> colours = new HashMap<>();
        Matcher matcher = COLOUR.matcher(css);
        while (matcher.find()) {
            colours.put(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
        }
        return colours;
    }

    private static double contrast(Map<String, Integer> colours, String front, String back) {
        double one = luminance(colours.get(front));
        double other = luminance(colours.get(back));
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16)
                + 0.7152 * linear(colour >> 8)
                + 0.0722 * linear(colour);
    }

    private static double linear(int channel) {
        double value = (channel & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
