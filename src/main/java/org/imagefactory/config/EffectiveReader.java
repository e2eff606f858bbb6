package org.imagefactory.config;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.imagefactory.error.Problem;
import org.imagefactory.spec.Setting;

/** Collects the effective values of a section, whether they make sense or not. */
final class EffectiveReader {

    private static final String DEFAULT_ORIGIN = "default";

    private final Layers layers;
    private final Host host;
    private final String section;
    private final TreeMap<String, Setting> settings = new TreeMap<>();
    private final TreeMap<String, Problem> errors = new TreeMap<>();
    private final Set<String> used = new HashSet<>();

    private EffectiveReader(Layers layers, Host host, String section) {
        this.layers = layers;
        this.host = host;
        this.section = section;
    }

    static Effective read(Layers layers, Host host, String image) {
        EffectiveReader reader = new EffectiveReader(layers, host, image);
        Keys.all().forEach(reader::known);
        layers.keys(image).forEach(reader::spelled);
        return new Effective(reader.settings, reader.errors, reader.used);
    }

    static Optional<Setting> read(Layers layers, Host host, String image, Key<?> key) {
        EffectiveReader reader = new EffectiveReader(layers, host, image);
        reader.known(key);
        return Optional.ofNullable(reader.settings.get(key.name()));
    }

    private void known(Key<?> key) {
        Optional<RawValue> value = layers.find(section, key);
        if (value.isPresent() && !value.get().text().isEmpty()) {
            put(key.name(), value.get());
            use(key.name(), value.get());
            return;
        }
        String text = Defaults.of(key, host, section);
        if (key.scope() == Key.Scope.IMAGE && !text.isEmpty()) {
            settings.put(key.name(), new Setting(text, DEFAULT_ORIGIN));
            used.add(key.name());
        } else if (value.isPresent()) {
            put(key.name(), value.get());
            use(key.name(), value.get());
        }
    }

    /** Variables, and a known key in a spelling that does not count here. */
    private void spelled(String spelling) {
        Optional<RawValue> value = layers.find(section, spelling);
        if (value.isPresent() && !isShown(spelling, value.get())) {
            put(spelling, value.get());
            if (layers.isOwn(section, spelling)) {
                use(spelling, value.get());
            }
        }
    }

    /** With all that its text refers to. */
    private void use(String name, RawValue value) {
        if (used.add(name)) {
            for (String other : Interpolation.references(value.text())) {
                layers.find(section, other).ifPresent(found -> use(other, found));
            }
        }
    }

    private boolean isShown(String spelling, RawValue value) {
        Optional<Key<?>> key = Keys.find(spelling);
        return key.isPresent()
                && (key.get().name().equals(spelling)
                        || layers.find(section, key.get()).filter(value::is).isPresent());
    }

    private void put(String key, RawValue value) {
        Lookup lookup = Keys.isCommand(key) ? new ImagePlaceholder(layers, section, false) : layers;
        String text = value.text();
        try {
            text = Interpolation.resolve(lookup, section, key, value);
        } catch (InterpolationException e) {
            String message = "[%s] %s: %s".formatted(section, key, e.reason());
            errors.put(key, new Problem(e.origin(), message));
        }
        settings.put(key, new Setting(text, value.origin()));
    }
}
