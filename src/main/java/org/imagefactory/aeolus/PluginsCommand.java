package org.imagefactory.aeolus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.json.Json;
import org.imagefactory.plugin.Plugins;

/** Tells of the active plugins. */
final class PluginsCommand {

    private final Map<String, ? extends Map<String, Object>> plugins;
    private final Answers answers;

    /**
     * @param plugins what their descriptions say, by their names, in their order
     */
    PluginsCommand(Map<String, ? extends Map<String, Object>> plugins, Answers answers) {
        this.plugins = plugins;
        this.answers = answers;
    }

    /** The plugins of this host. */
    static Map<String, Map<String, Object>> of(Plugins plugins) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        plugins.all().forEach(each -> all.put(each.name(), each.json()));
        return all;
    }

    int run(Request request) throws BuildException {
        Optional<String> name = request.value(CommandTree.ID);
        if (name.isPresent()) {
            Map<String, Object> one = one(name.get());
            if (answers.isJson()) {
                answers.document(one);
            } else {
                print(name.get(), one);
            }
        } else if (answers.isJson()) {
            answers.document(plugins);
        } else {
            plugins.forEach(this::print);
        }
        return Ending.DONE.code();
    }

    private Map<String, Object> one(String name) throws BuildException {
        Map<String, Object> found = plugins.get(name);
        if (found != null) {
            return found;
        }
        String known = String.join(", ", plugins.keySet());
        throw new ConfigurationException(
                "no plugin has the name %s; known: %s"
                        .formatted(name, known.isEmpty() ? "none" : known),
                "");
    }

    /** The name, and below it what the description says. */
    private void print(String name, Map<String, Object> description) {
        answers.lines(name);
        description.forEach((key, value) -> answers.lines("  %s: %s".formatted(key, text(value))));
    }

    private static String text(Object value) {
        return value instanceof String text ? text : Json.line(value);
    }
}
