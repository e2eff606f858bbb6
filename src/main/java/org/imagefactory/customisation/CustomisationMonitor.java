package org.imagefactory.customisation;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.console.ConsoleReader;
import org.imagefactory.console.TerminalText;
import org.imagefactory.console.Utf8Decoder;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.Secrets;

/**
 * Hears what a system says while it customises itself: how far it is, and what the things that it
 * does print. It takes the text as the guest's word, sanitised and bounded. Safe to ask from
 * another thread.
 */
public final class CustomisationMonitor {

    /** More lines of one thing are not told, but the last ones are known all the same. */
    static final int MOST_TOLD = 5_000;

    /** As many packages as no system has. */
    static final int MOST_FACTS = 100_000;

    private static final int LAST = 40;

    private final Pattern word;
    private final List<Item> items;
    private final Set<String> secrets;
    private final BuildListener listener;
    private final Deque<String> last = new ArrayDeque<>();
    private final List<String> facts = new ArrayList<>();
    private int starts;
    private boolean done;
    private int begun = -1;
    private int ended = -1;
    private OptionalInt failure = OptionalInt.empty();
    private int told;
    private boolean gaps;
    private boolean factsWhole = true;

    /**
     * @param script that the system runs
     * @param nonce its own
     * @param secrets are masked wherever a line is told
     * @param listener hears the output of each thing
     */
    public CustomisationMonitor(
            CustomisationScript script, String nonce, Set<String> secrets, BuildListener listener) {
        this.word = Pattern.compile(nonce + " (hello|done|failed|note|begin|end)(?: (.*))?");
        this.items = script.items();
        this.secrets = Set.copyOf(secrets);
        this.listener = listener;
    }

    /**
     * Reads a port or a console: of several the one on which the script says that it begins is the
     * one that counts.
     */
    public ConsoleReader reader() {
        return new Reader();
    }

    /** Whether the script has begun. */
    public synchronized boolean heard() {
        return starts > 0;
    }

    /** Whether it has begun once more: then the system was restarted. */
    public synchronized boolean restarted() {
        return starts > 1;
    }

    /** Whether everything is done. */
    public synchronized boolean done() {
        return done;
    }

    /** What is being done now, by its place; empty between two. */
    public synchronized OptionalInt current() {
        return begun > ended ? OptionalInt.of(begun) : OptionalInt.empty();
    }

    /** How many things have been done. */
    public synchronized int finished() {
        return ended + 1;
    }

    /** The status that the current or last thing failed with; empty if none has. */
    public synchronized OptionalInt failure() {
        return failure;
    }

    /** What was begun last; there is one once something has begun. */
    public synchronized Item latest() {
        return items.get(Math.max(0, begun));
    }

    /** What the thing that was begun last printed last. */
    public synchronized List<String> lastLines(int count) {
        List<String> all = List.copyOf(last);
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** Whether all that was printed about packages was heard. */
    public synchronized boolean factsWhole() {
        return factsWhole && items.stream().skip(ended + 1L).noneMatch(Item::isFacts);
    }

    private synchronized void miss() {
        gaps = true;
        factsWhole &= begun == ended || !items.get(begun).isFacts();
    }

    /** What was printed about packages, a line for each. */
    public synchronized List<String> facts() {
        return List.copyOf(facts);
    }

    /** Returns whether the script speaks here. */
    private synchronized boolean line(String text, boolean spokeHere) {
        Matcher matcher = word.matcher(text.strip());
        if (matcher.matches()) {
            word(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
            return true;
        }
        if (spokeHere && begun > ended) {
            print(text.stripTrailing());
        }
        return spokeHere;
    }

    private void word(String kind, String rest) {
        switch (kind) {
            case "hello" -> starts++;
            case "done" -> done = gaps || ended == items.size() - 1;
            case "note" -> listener.warning("the system says: " + mask(rest));
            case "begin" -> begin(number(rest, 0));
            case "end" -> end(number(rest, 0), number(rest, 1));
            default -> {}
        }
    }

    /** What has begun does not begin again, which a system does that was restarted meanwhile. */
    private void begin(int number) {
        if (number > begun && number < items.size() && (number == ended + 1 || gaps)) {
            reach(number);
            told = 0;
            last.clear();
            listener.progress(
                    "customising: " + items.get(number).title(),
                    OptionalInt.of(100 * number / items.size()));
        }
    }

    /** Only what has gone well is followed by something. */
    private void reach(int number) {
        factsWhole &= items.subList(begun + 1, number).stream().noneMatch(Item::isFacts);
        starts = Math.max(1, starts);
        ended = number - 1;
        begun = number;
    }

    private void end(int number, int status) {
        if (gaps && number > begun && number < items.size()) {
            reach(number);
            factsWhole &= !items.get(number).isFacts();
        }
        if (number == begun && begun > ended) {
            if (status == 0) {
                ended = number;
            } else {
                failure = OptionalInt.of(status);
            }
        }
    }

    private void print(String text) {
        if (items.get(begun).isFacts() && facts.size() < MOST_FACTS) {
            facts.add(text);
        }
        String line = mask(text);
        last.add(line);
        if (last.size() > LAST) {
            last.remove();
        }
        told++;
        if (told <= MOST_TOLD) {
            listener.on(new BuildEvent.Output(items.get(begun).title(), line));
        } else if (told == MOST_TOLD + 1) {
            listener.note("the rest of the output of %s is not told".formatted(latest().title()));
        }
    }

    private String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, Secrets.MASK);
        }
        return masked;
    }

    /** A number that is no number of a thing, or no status, is none. */
    private static int number(String text, int place) {
        String[] words = text.split(" ", 3);
        try {
            return place < words.length ? Integer.parseInt(words[place]) : Integer.MAX_VALUE;
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }

    private final class Reader implements ConsoleReader {

        private final Utf8Decoder decoder = new Utf8Decoder();
        private final TerminalText text =
                new TerminalText(
                        new TerminalText.Sink() {
                            @Override
                            public void piece(String piece) {
                                spoke = line(piece, spoke);
                            }

                            @Override
                            public void unfinished(String piece) {}
                        });
        private boolean spoke;

        @Override
        public void feed(ByteBuffer bytes) {
            text.feed(decoder.decode(bytes));
        }

        @Override
        public void missed() {
            miss();
        }

        @Override
        public void end() {
            text.end();
        }
    }
}
