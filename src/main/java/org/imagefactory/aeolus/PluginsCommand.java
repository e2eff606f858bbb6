package org.imagefactory.aeolus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.Problem;
import org.imagefactory.json.Json;
import org.imagefactory.plugin.Description;
import org.imagefactory.plugin.Plugins;

/** Tells of the active plugins. */
final class PluginsCommand {

    private final Plugins plugins;
    private final Answers answers;

    PluginsCommand(Plugins plugins, Answers answers) {
        this.plugins = plugins;
        this.answers = answers;
    }

    int run(Request request) throws BuildException {
        Optional<String> name = request.value(CommandTree.ID);
        List<Description> shown = name.isPresent() ? List.of(one(name.get())) : plugins.all();
        if (answers.isJson()) {
            Map<String, Object> all = new LinkedHashMap<>();
            shown.forEach(each -> all.put(each.name(), each.json()));
            answers.document(name.isPresent() ? shown.get(0).json() : all);
        } else {
            shown.forEach(this::print);
        }
        return Ending.DONE.code();
    }

    private Description one(String name) throws BuildException {
        Optional<Description> found = plugins.find(name);
        if (found.isPresent()) {
            return found.get();
        }
        String known =
                plugins.all().stream().map(Description::name).collect(Collectors.joining(", "));
        throw new ConfigurationException(
                List.of(
                        new Problem(
                                "",
                                "no plugin has the name %s; known: %s"
                                        .formatted(name, known.isEmpty() ? "none" : known))),
                "");
    }

    /** The name, and below it what the description says. */
    private void print(Description plugin) {
        answers.lines(plugin.name());
        plugin.json()
                .forEach((key, value) -> answers.lines("  %s: %s".formatted(key, text(value))));
    }

    private static String text(Object value) {
        return value instanceof String text ? text : Json.line(value);
    }
}
