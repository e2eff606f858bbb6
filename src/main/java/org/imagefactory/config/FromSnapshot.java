package org.imagefactory.config;

import java.net.URI;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.imagefactory.spec.Moment;

/**
 * Variables of the distributed configuration that lead to mirrors: with the key {@code snapshot}
 * they lead to archives of that moment, whatever the files say. The command line has the last word.
 */
final class FromSnapshot {

    private static final Map<String, String> SERVICES =
            Map.of(
                    "debian", "http://snapshot-cloudflare.debian.org/archive/debian/{time}",
                    "debian-security",
                            "http://snapshot-cloudflare.debian.org/archive/debian-security/{time}",
                    "ubuntu", "http://snapshot.ubuntu.com/ubuntu/{time}");

    private record Variable(String archive, Function<URI, String> value) {}

    /** Apart, because most configurations have no snapshot. */
    private static final class Variables {

        static final Map<String, Variable> ALL =
                Map.ofEntries(
                        Map.entry("debian_mirror_protocol", new Variable("debian", URI::getScheme)),
                        Map.entry("debian_mirror_host", new Variable("debian", URI::getAuthority)),
                        Map.entry("debian_mirror_directory", new Variable("debian", URI::getPath)),
                        Map.entry("debian_mirror", new Variable("debian", URI::toString)),
                        Map.entry(
                                "debian_security", new Variable("debian-security", URI::toString)),
                        Map.entry(
                                "debian_snapshot_security",
                                new Variable("debian-security", URI::toString)),
                        Map.entry("ubuntu_mirror", new Variable("ubuntu", URI::toString)),
                        Map.entry("ubuntu_security_mirror", new Variable("ubuntu", URI::toString)),
                        Map.entry("ubuntu_snapshot", new Variable("ubuntu", URI::toString)));

        private Variables() {}
    }

    private final Layers layers;
    private final Supplier<LocalDate> today;

    /**
     * @param today in UTC
     */
    FromSnapshot(Layers layers, Supplier<LocalDate> today) {
        this.layers = layers;
        this.today = today;
    }

    /** Names of the variables that have another value in that section than the files say. */
    Set<String> names(String section) {
        return moment(section).isPresent() ? Variables.ALL.keySet() : Set.of();
    }

    /** The value of such a variable, and of the key itself; empty for any other. */
    Optional<RawValue> find(String section, String key) {
        String name = SnapshotKeys.SNAPSHOT.name();
        if (key.equals(name)) {
            return layers.written(section, name).map(value -> resolved(section, value));
        }
        if (layers.written(section, name).isEmpty()) {
            return Optional.empty();
        }
        Optional<Variable> variable = Optional.ofNullable(Variables.ALL.get(key));
        return variable.isEmpty()
                ? Optional.empty()
                : moment(section)
                        .flatMap(moment -> base(section, variable.get().archive(), moment))
                        .map(base -> new RawValue(variable.get().value().apply(base), name));
    }

    private RawValue resolved(String section, RawValue value) {
        return text(section, SnapshotKeys.SNAPSHOT.name(), value).equals(SnapshotKeys.AUTO)
                ? new RawValue(Moment.of(today.get()).toString(), value.origin(), value.layer())
                : value;
    }

    /** One that cannot be read is told where the key itself is. */
    private Optional<Moment> moment(String section) {
        try {
            return find(section, SnapshotKeys.SNAPSHOT.name())
                    .map(value -> text(section, SnapshotKeys.SNAPSHOT.name(), value))
                    .flatMap(SnapshotKeys::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<URI> base(String section, String archive, Moment moment) {
        String key = SnapshotKeys.SNAPSHOT_MIRROR.name();
        String form =
                layers.written(section, key)
                        .map(value -> text(section, key, value))
                        .filter(text -> !text.isEmpty())
                        .orElse(SERVICES.getOrDefault(archive, ""));
        String address = form.replace("{name}", archive).replace("{time}", moment.toString());
        try {
            return Optional.of(URI.create(address.replaceFirst("/+$", "")))
                    .filter(uri -> uri.getScheme() != null && uri.getAuthority() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String text(String section, String key, RawValue value) {
        try {
            return Interpolation.resolve(layers, section, key, value);
        } catch (InterpolationException e) {
            return "";
        }
    }
}
