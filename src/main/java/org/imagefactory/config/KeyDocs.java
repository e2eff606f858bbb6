package org.imagefactory.config;

import java.util.List;
import java.util.regex.Pattern;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.LintRule;

/** Documentation made from the table of keys: parts of the manual pages and of the sample file. */
public final class KeyDocs {

    private static final Pattern BOLD = Pattern.compile("\\*\\*([^*]+)\\*\\*");
    private static final Pattern ITALIC = Pattern.compile("\\*([^*]+)\\*");
    private static final int COMMENT_WIDTH = 76;

    private KeyDocs() {}

    /** The options of the command line that set keys, as a list in the man macros. */
    public static String optionsRoff() {
        StringBuilder out = new StringBuilder();
        for (Key<?> key : Keys.all()) {
            for (KeyOption option : key.options()) {
                out.append(".TP\n").append(optionRoff(option)).append('\n');
                out.append(roff(sentence(option.documentation() + defaultOf(key, option))));
                out.append("\n");
            }
        }
        return out.toString();
    }

    /** The keys of one kind of section, as a list in the man macros. */
    public static String keysRoff(Key.Scope scope) {
        StringBuilder out = new StringBuilder();
        for (Key<?> key : keys(scope)) {
            out.append(".TP\n");
            out.append(roff("**" + key.name() + "** = *" + key.label() + "*")).append('\n');
            out.append(roff(description(key))).append('\n');
        }
        return out.toString();
    }

    /** The rules of the image check, as a list in the man macros. */
    public static String lintRulesRoff() {
        StringBuilder out = new StringBuilder();
        for (LintRule rule : LintRule.values()) {
            out.append(".TP\n").append(roff("**" + Choice.name(rule) + "**")).append('\n');
            out.append(roff(rule.documentation())).append('\n');
        }
        return out.toString();
    }

    /** The keys of one kind of section, as comments of a configuration file. */
    public static String keysSample(Key.Scope scope) {
        StringBuilder out = new StringBuilder();
        for (Key<?> key : keys(scope)) {
            String text = key.label() + ": " + key.documentation();
            if (key.defaultText().isEmpty() && !key.defaultNote().isEmpty()) {
                text += " Default: " + key.defaultNote() + ".";
            }
            out.append(comment(plain(text)));
            out.append("#").append(key.name()).append('=').append(key.defaultText()).append("\n\n");
        }
        return out.toString();
    }

    /** Documentation text without markup, for a terminal. */
    public static String plain(String markup) {
        return ITALIC.matcher(BOLD.matcher(markup).replaceAll("$1")).replaceAll("$1");
    }

    /** Documentation text for the man macros. */
    public static String roff(String markup) {
        String text = markup.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti");
        text = BOLD.matcher(text).replaceAll("\\\\fB$1\\\\fR");
        text = ITALIC.matcher(text).replaceAll("\\\\fI$1\\\\fR");
        // A dot or an apostrophe at the start of a line would be a request.
        return text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text;
    }

    private static List<Key<?>> keys(Key.Scope scope) {
        return Keys.all().stream().filter(key -> key.scope() == scope).toList();
    }

    private static String description(Key<?> key) {
        StringBuilder out = new StringBuilder(key.documentation());
        if (!key.documentedDefault().isEmpty()) {
            out.append(" Default: ").append(documentedDefault(key)).append('.');
        }
        List<String> names = key.options().stream().map(KeyOption::longName).toList();
        if (!names.isEmpty()) {
            out.append(names.size() == 1 ? " Option: **" : " Options: **");
            out.append(String.join("**, **", names)).append("**.");
        }
        return out.toString();
    }

    private static String documentedDefault(Key<?> key) {
        return key.defaultNote().isEmpty() ? "*" + key.defaultText() + "*" : key.defaultNote();
    }

    private static String defaultOf(Key<?> key, KeyOption option) {
        return option.isSwitch() || key.documentedDefault().isEmpty()
                ? ""
                : " (default: " + documentedDefault(key) + ")";
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    private static String optionRoff(KeyOption option) {
        String names = "**" + String.join("**, **", option.names()) + "**";
        if (option.isSwitch()) {
            return roff(names);
        }
        // The names of choices are typed, those of parameters are replaced.
        String parameter =
                option.parameter().startsWith("{")
                        ? option.parameter()
                        : "*" + option.parameter() + "*";
        return roff(names + " " + parameter);
    }

    private static String comment(String text) {
        StringBuilder out = new StringBuilder();
        StringBuilder line = new StringBuilder("#");
        for (String word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > COMMENT_WIDTH) {
                out.append(line).append('\n');
                line = new StringBuilder("#");
            }
            line.append(' ').append(word);
        }
        return out.append(line).append('\n').toString();
    }
}
