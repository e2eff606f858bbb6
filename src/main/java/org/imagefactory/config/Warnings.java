package org.imagefactory.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imagefactory.error.Problem;

/** Finds what is allowed but probably a mistake. */
final class Warnings {

    private final Layers layers;
    private final String image;
    private final Effective effective;
    private final List<Problem> warnings = new ArrayList<>();

    Warnings(Layers layers, String image, Effective effective) {
        this.layers = layers;
        this.image = image;
        this.effective = effective;
    }

    List<Problem> all() {
        noSection();
        unknownKeys();
        bothInstallers();
        // Only values that nothing needs get here; a broken one that is needed is an error.
        warnings.addAll(effective.errors().values());
        return warnings;
    }

    private void noSection() {
        if (!layers.hasSection(image)) {
            String hint = Suggestions.hint(image, layers.images());
            warn(
                    "",
                    "no section [%s]: everything is taken from [DEFAULT]%s".formatted(image, hint));
        }
    }

    /** Users' own variables are welcome; one that nothing refers to looks like a typing error. */
    private void unknownKeys() {
        Set<String> used = layers.references();
        List<String> names = Keys.all().stream().<String>map(Key::name).toList();
        for (String key : layers.keys(image)) {
            if (Keys.isKnown(key) || used.contains(key)) {
                continue;
            }
            String where = layers.find(image, key).map(RawValue::origin).orElse("");
            warn(
                    where,
                    "unknown key '%s', and no ${%s} uses it%s"
                            .formatted(key, key, Suggestions.hint(key, names)));
        }
    }

    private void bothInstallers() {
        Map<String, RawValue> own = layers.configuration().section(image);
        if (own.containsKey(Keys.LINUX.name())) {
            layers.find(image, Keys.INSTALLER_IMAGE)
                    .filter(value -> !value.text().isEmpty())
                    .ifPresent(
                            value ->
                                    warn(
                                            value.origin(),
                                            "installer_image is used, linux and initrd are"
                                                    + " ignored"));
        }
    }

    private void warn(String where, String message) {
        warnings.add(new Problem(where, message));
    }
}
