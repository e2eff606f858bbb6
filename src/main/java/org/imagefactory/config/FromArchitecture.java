package org.imagefactory.config;

import java.util.Optional;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Choice;

/** Variables that follow the key {@code arch} where no file sets them, and the key itself. */
final class FromArchitecture {

    private FromArchitecture() {}

    /** The value of such a variable; empty for any other. */
    static Optional<RawValue> find(Layers layers, String section, String key) {
        String arch = SystemKeys.ARCH.name();
        if (!key.equals(arch) && !Architecture.AMD64.variables().containsKey(key)) {
            return Optional.empty();
        }
        Architecture machine = arch(layers, section);
        String text = machine.variables().getOrDefault(key, Choice.name(machine));
        return Optional.of(new RawValue(text, arch));
    }

    /** A value that cannot be read is told where the key itself is. */
    private static Architecture arch(Layers layers, String section) {
        Key<Architecture> key = SystemKeys.ARCH;
        Optional<RawValue> value = layers.find(section, key).filter(v -> !v.text().isEmpty());
        try {
            return key.parse(
                    value.isPresent()
                            ? Interpolation.resolve(layers, section, key.name(), value.get())
                            : key.defaultText());
        } catch (InterpolationException | IllegalArgumentException e) {
            return key.parse(key.defaultText());
        }
    }
}
