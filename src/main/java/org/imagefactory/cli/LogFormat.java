package org.imagefactory.cli;

import java.util.Arrays;
import java.util.List;

/** What a line of the log looks like. */
enum LogFormat {
    /** For people, in the form of the original tool. */
    TEXT,
    /** One JSON object a line. */
    JSON;

    /**
     * What arguments ask for, as far as that can be told without reading them all: an error in them
     * has that form, too.
     */
    static LogFormat askedFor(String... arguments) {
        List<String> all = Arrays.asList(arguments);
        int end = all.indexOf("--");
        List<String> options = end < 0 ? all : all.subList(0, end);
        boolean json = false;
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i);
            boolean next = option.equals(CommandTree.LOG_FORMAT) && i + 1 < options.size();
            String value = next ? options.get(i + 1) : "";
            if (option.startsWith(CommandTree.LOG_FORMAT + "=")) {
                value = option.substring(CommandTree.LOG_FORMAT.length() + 1);
            }
            json = value.isEmpty() ? json : value.equalsIgnoreCase(JSON.name());
        }
        return json ? JSON : TEXT;
    }
}
