package org.imagefactory.libvirt;

import java.util.HashMap;
import java.util.Map;

/**
 * Asks each question about this host once, however many images want to know. Safe for threads.
 *
 * @param <K> what is asked about
 */
final class Once<K, V> {

    /** Finds an answer, which can take seconds. */
    @FunctionalInterface
    interface Question<K, V> {
        V ask(K subject) throws InterruptedException;
    }

    private final Question<K, V> question;
    private final Map<K, V> answers = new HashMap<>();

    Once(Question<K, V> question) {
        this.question = question;
    }

    synchronized V answer(K subject) throws InterruptedException {
        V known = answers.get(subject);
        if (known == null) {
            known = question.ask(subject);
            answers.put(subject, known);
        }
        return known;
    }
}
