package org.imagefactory.exec;

import java.util.HashMap;
import java.util.Map;

/**
 * Asks each question that starts a program once, however many images want to know. Safe for
 * threads.
 *
 * @param <K> what is asked about
 */
public final class Once<K, V> {

    /** Finds an answer, which can take seconds. */
    @FunctionalInterface
    public interface Question<K, V> {
        /**
         * @throws InterruptedException the calling thread was interrupted; the next one asks again
         */
        V ask(K subject) throws InterruptedException;
    }

    private final Question<K, V> question;
    private final Map<K, V> answers = new HashMap<>();

    /**
     * @param question asked when somebody wants to know for the first time
     */
    public Once(Question<K, V> question) {
        this.question = question;
    }

    /**
     * The answer about a subject; those who ask meanwhile wait for it.
     *
     * @throws InterruptedException the calling thread was interrupted
     */
    public synchronized V answer(K subject) throws InterruptedException {
        V known = answers.get(subject);
        if (known == null) {
            known = question.ask(subject);
            answers.put(subject, known);
        }
        return known;
    }
}
