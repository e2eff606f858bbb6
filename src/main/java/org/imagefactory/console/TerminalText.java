package org.imagefactory.console;

import org.imagefactory.error.PrintableText;

/**
 * Turns what a terminal would get into plain pieces of text. A piece ends where the text stops
 * flowing: at a line end, a carriage return or wherever the cursor is sent elsewhere.
 *
 * <p>The text comes from a guest and is not trusted: escape sequences, control and formatting
 * characters never come out, whatever is cut in half between two reads is put together again, and
 * nothing that lacks its end is kept without bound.
 */
public final class TerminalText {

    /** A piece of text without any end is cut after this many characters. */
    static final int MAX_PIECE = 1000;

    /** An escape sequence without any end is given up after this many characters. */
    static final int MAX_SEQUENCE = 4096;

    private static final char ESCAPE = 0x1b;
    private static final char BELL = 0x07;
    private static final char CANCEL = 0x18;
    private static final char SUBSTITUTE = 0x1a;

    /** Final bytes of CSI sequences that move the cursor off its line, or to another column. */
    private static final String MOVES = "ABDEFGHJLMSTdf`r";

    /** Hears the pieces. */
    public interface Sink {

        /** A piece that is complete; may be blank. */
        void piece(String text);

        /** The piece at the end of what has come so far; it may still grow. */
        void unfinished(String text);
    }

    private enum State {
        TEXT,
        ESCAPE,
        CHARACTER_SET,
        CONTROL_SEQUENCE,
        STRING,
        STRING_ESCAPE
    }

    /** A piece begins in the middle of a line of text, or breaks off there. */
    private boolean cutBefore;

    private boolean cutBehind;
    private final Sink sink;
    private final StringBuilder piece = new StringBuilder();
    private State state = State.TEXT;
    private int sequenceLength;

    /**
     * @param sink hears every piece, on the thread that feeds
     */
    public TerminalText(Sink sink) {
        this.sink = sink;
    }

    /** Takes the next characters; they may end anywhere, even inside an escape sequence. */
    public void feed(String text) {
        for (int i = 0; i < text.length(); i++) {
            accept(text.charAt(i));
        }
        if (!piece.isEmpty()) {
            sink.unfinished(piece.toString());
        }
    }

    /** Nothing comes any more: what is unfinished is complete. */
    public void end() {
        endPiece();
    }

    private void accept(char c) {
        switch (state) {
            case TEXT -> text(c);
            case ESCAPE -> escape(c);
            case CHARACTER_SET -> state = State.TEXT;
            case CONTROL_SEQUENCE -> controlSequence(c);
            case STRING -> string(c);
            case STRING_ESCAPE -> state = c == '\\' ? State.TEXT : State.STRING;
        }
    }

    private void text(char c) {
        switch (c) {
            case ESCAPE -> state = State.ESCAPE;
            case '\n', '\r', '\f', 0x0b -> endPiece();
            case '\b' -> piece.setLength(Math.max(0, piece.length() - 1));
            case '\t' -> append(' ');
            default -> {
                if (PrintableText.isPrintable(c)) {
                    append(c);
                }
            }
        }
    }

    private void escape(char c) {
        sequenceLength = 0;
        state =
                switch (c) {
                    case '[' -> State.CONTROL_SEQUENCE;
                    case ']', 'P', 'X', '^', '_' -> State.STRING;
                    case '(', ')', '*', '+', '-', '.', '/', '#', '%', ' ' -> State.CHARACTER_SET;
                    case ESCAPE -> State.ESCAPE;
                    default -> State.TEXT;
                };
        if (c == 'D' || c == 'E' || c == 'M' || c == 'c' || c == '8') {
            endPiece();
        }
    }

    private void controlSequence(char c) {
        if (c == ESCAPE) {
            state = State.ESCAPE;
        } else if (c == CANCEL || c == SUBSTITUTE || tooLong()) {
            state = State.TEXT;
        } else if (c < ' ') {
            text(c); // a terminal obeys control characters inside a sequence
        } else if (c >= '@' && c <= '~') {
            state = State.TEXT;
            if (c == 'C') {
                append(' ');
            } else if (MOVES.indexOf(c) >= 0) {
                endPiece();
            }
        }
    }

    private void string(char c) {
        if (c == ESCAPE) {
            state = State.STRING_ESCAPE;
        } else if (c == BELL || c == CANCEL || c == SUBSTITUTE || tooLong()) {
            state = State.TEXT;
        }
    }

    private boolean tooLong() {
        sequenceLength++;
        return sequenceLength > MAX_SEQUENCE;
    }

    private void append(char c) {
        piece.append(c);
        if (piece.length() >= MAX_PIECE) {
            cutBehind = true;
            endPiece();
            cutBefore = true;
        }
    }

    private void endPiece() {
        if (!piece.isEmpty()) {
            String text = piece.toString();
            piece.setLength(0);
            sink.piece(text);
        }
        cutBefore = false;
        cutBehind = false;
    }

    /** Whether the piece that a sink is just hearing goes on with the one before. */
    boolean cutBefore() {
        return cutBefore;
    }

    /** Whether the piece that a sink is just hearing is a whole line of text. */
    boolean whole() {
        return !cutBefore && !cutBehind;
    }
}
