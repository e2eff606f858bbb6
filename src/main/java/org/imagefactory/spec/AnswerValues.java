package org.imagefactory.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a template of an answer file can ask for, by the name of the key or variable.
 *
 * @param texts values
 * @param lists values that consist of several; they go before texts of the same name
 */
public record AnswerValues(Map<String, String> texts, Map<String, List<String>> lists) {

    /** Nothing. */
    public static final AnswerValues NONE = new AnswerValues(Map.of(), Map.of());

    public AnswerValues {
        texts = Map.copyOf(texts);
        Map<String, List<String>> copies = new TreeMap<>();
        lists.forEach((name, list) -> copies.put(name, List.copyOf(list)));
        lists = Map.copyOf(copies);
    }

    /** All of them. */
    public Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>(texts);
        all.putAll(lists);
        return all;
    }
}
