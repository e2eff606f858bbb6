package org.imagefactory.aeolus;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.imagefactory.error.PrintableText;
import org.imagefactory.json.Json;
import org.jspecify.annotations.Nullable;

/** Standard output in the mode that was asked for; nothing else is written there. */
final class Answers {

    private final PrintStream out;
    private final boolean json;
    private final boolean colours;

    /**
     * @param json whether there is JSON and no other text
     * @param colours whether JSON has colours
     */
    Answers(PrintStream out, boolean json, boolean colours) {
        this.out = out;
        this.json = json;
        this.colours = colours;
    }

    boolean isJson() {
        return json;
    }

    /** Prints lines, unless there is to be JSON. */
    void lines(String... lines) {
        if (!json) {
            for (String line : lines) {
                out.print(line + "\n");
            }
            out.flush();
        }
    }

    /** Prints a JSON document. */
    void document(@Nullable Object value) {
        piece(Json.indented(value) + "\n");
        out.flush();
    }

    /** Prints a part of a JSON document; the last one is followed by {@link #flush}. */
    void piece(String text) {
        String plain = PrintableText.escaped(text);
        if (colours) {
            out.writeBytes(JsonColours.of(plain).getBytes(StandardCharsets.UTF_8));
        } else {
            out.print(plain);
        }
    }

    void flush() {
        out.flush();
    }
}
