package org.imagefactory.config;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Choice;

/** Variables that follow the key {@code arch} where no file sets them. */
final class FromArchitecture {

    private static final Map<String, Function<Architecture, String>> VARIABLES =
            Map.of(
                    SystemKeys.ARCH.name(),
                    Choice::name,
                    "rpm_arch",
                    Architecture::machine,
                    "serial_port",
                    Architecture::serialPort);

    private FromArchitecture() {}

    /** All of them for a processor, by name. */
    static Map<String, String> all(Architecture arch) {
        Map<String, String> values = new TreeMap<>();
        VARIABLES.forEach((name, variable) -> values.put(name, variable.apply(arch)));
        return values;
    }

    /** The value of such a variable; empty for any other. */
    static Optional<RawValue> find(Layers layers, String section, String key) {
        return Optional.ofNullable(VARIABLES.get(key))
                .map(variable -> new RawValue(variable.apply(arch(layers, section)), "arch"));
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
