package org.imagefactory.terminal;

import java.io.PrintStream;
import org.imagefactory.error.PrintableText;

/**
 * Standard output for text and JSON: names and values of others cannot steer the terminal that
 * shows them, whoever prints them.
 */
public final class PlainOutput extends PrintStream {

    private final PrintStream shown;

    public PlainOutput(PrintStream out) {
        super(out, false);
        this.shown = out;
    }

    @Override
    public void print(String text) {
        shown.print(PrintableText.escaped(String.valueOf(text)));
    }

    @Override
    public void print(Object object) {
        print(String.valueOf(object));
    }

    @Override
    public void println(String text) {
        print(text + System.lineSeparator());
    }

    @Override
    public void println(Object object) {
        println(String.valueOf(object));
    }
}
