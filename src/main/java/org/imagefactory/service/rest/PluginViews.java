package org.imagefactory.service.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.PrintableText;
import org.imagefactory.plugin.Description;
import org.imagefactory.plugin.Plugins;
import org.imagefactory.service.http.Answer;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;
import org.jspecify.annotations.Nullable;

/** The descriptions of plugins. */
final class PluginViews {

    private final Plugins plugins;

    PluginViews(Plugins plugins) {
        this.plugins = plugins;
    }

    Answer list(Call call) {
        List<Map<String, @Nullable Object>> all =
                plugins.all().stream().map(each -> view(each, call)).toList();
        return Answer.json(200, Map.of("plugins", all));
    }

    Answer one(Call call) throws RequestException {
        String name = call.variable("plugin");
        Description description =
                plugins.find(name)
                        .orElseThrow(
                                () ->
                                        new RequestException(
                                                Fault.NOT_FOUND,
                                                "No plugin found with id: "
                                                        + PrintableText.of(name)));
        return Answer.json(200, view(description, call));
    }

    private static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Map<String, @Nullable Object> view(Description description, Call call) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>(description.json());
        view.put("_type", "plugin");
        view.put("id", description.name());
        view.put("href", call.base() + "/plugins/" + segment(description.name()));
        return view;
    }
}
