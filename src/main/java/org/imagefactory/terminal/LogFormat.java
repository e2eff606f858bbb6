package org.imagefactory.terminal;

import java.util.Arrays;
import java.util.List;

/** What a line of the log looks like. */
public enum LogFormat {
    /** For people, in the form of the original tool. */
    TEXT,
    /** One JSON object a line. */
    JSON;

    /**
     * What arguments ask for, as far as that can be told without reading them all: an error in them
     * has that form, too.
     */
    public static LogFormat askedFor(String name, String... arguments) {
        List<String> all = Arrays.asList(arguments);
        int end = all.indexOf("--");
        List<String> options = end < 0 ? all : all.subList(0, end);
        boolean json = false;
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i);
            boolean next = option.equals(name) && i + 1 < options.size();
            String value = next ? options.get(i + 1) : "";
            if (option.startsWith(name + "=")) {
                value = option.substring(name.length() + 1);
            }
            json = value.isEmpty() ? json : value.equalsIgnoreCase(JSON.name());
        }
        return json ? JSON : TEXT;
    }
}
