package org.imagefactory.exec;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    private final Set<K> asked = new HashSet<>();

    /**
     * @param question asked when somebody wants to know for the first time
     */
    public Once(Question<K, V> question) {
        this.question = question;
    }

    /**
     * The answer about a subject; those who ask the same meanwhile wait for it.
     *
     * @throws InterruptedException the calling thread was interrupted
     */
    public V answer(K subject) throws InterruptedException {
        V known = known(subject);
        if (known != null) {
            return known;
        }
        try {
            V answer = question.ask(subject);
            synchronized (this) {
                answers.put(subject, answer);
            }
            return answer;
        } finally {
            synchronized (this) {
                asked.remove(subject);
                notifyAll();
            }
        }
    }

    /** Null if the caller has to ask; nobody else does so until the caller is done. */
    private synchronized @Nullable V known(K subject) throws InterruptedException {
        while (asked.contains(subject)) {
            wait();
        }
        V answer = answers.get(subject);
        if (answer == null) {
            asked.add(subject);
        }
        return answer;
    }
}
