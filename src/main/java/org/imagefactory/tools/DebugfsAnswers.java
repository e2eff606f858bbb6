package org.imagefactory.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.imagefactory.exec.OutputListener;

/**
 * Gives each request its part of what debugfs prints, while it is printed; debugfs repeats each
 * request before its answer. A guest decides how much that is, so there is a limit.
 *
 * @param <T> what is kept of a line
 */
final class DebugfsAnswers<T> implements OutputListener {

    /** What a line takes in memory beside its characters. */
    static final int LINE_WEIGHT = 100;

    private static final int MOST_ERRORS = 100;
    private static final int LONGEST_ERROR = 1000;
    private static final String PROMPT = "debugfs: ";

    private final List<String> requests;
    private final Function<String, Optional<T>> parser;
    private final long limit;
    private final List<List<T>> outputs = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private long weight;

    /** The answer is longer than its limit; thrown so that debugfs is not read to its end. */
    static final class TooLong extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * @param parser finds what is to be kept of a line
     * @param limit of all lines, in characters and {@link #LINE_WEIGHT} for each line
     */
    DebugfsAnswers(List<String> requests, Function<String, Optional<T>> parser, long limit) {
        this.requests = requests;
        this.parser = parser;
        this.limit = limit;
    }

    @Override
    public synchronized void line(Stream stream, String line) {
        if (stream == Stream.ERR) {
            error(line);
            return;
        }
        int next = outputs.size();
        if (next < requests.size() && line.equals(PROMPT + requests.get(next))) {
            outputs.add(new ArrayList<>());
        } else if (next > 0) {
            weight += line.length() + LINE_WEIGHT;
            if (weight > limit) {
                throw new TooLong();
            }
            parser.apply(line).ifPresent(outputs.get(next - 1)::add);
        }
    }

    private void error(String line) {
        if (errors.size() < MOST_ERRORS) {
            errors.add(line.substring(0, Math.min(line.length(), LONGEST_ERROR)));
        }
    }

    List<String> requests() {
        return requests;
    }

    /** For each request, in their order; empty for those that debugfs did not come to. */
    synchronized List<List<T>> outputs() {
        List<List<T>> all = new ArrayList<>(outputs);
        while (all.size() < requests.size()) {
            all.add(List.of());
        }
        return all;
    }

    /** The first lines on standard error. */
    synchronized List<String> errors() {
        return List.copyOf(errors);
    }
}
