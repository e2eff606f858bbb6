package org.imagefactory.config;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.imagefactory.spec.AnswerFile;

/**
 * The command line on top of the configuration files.
 *
 * <p>Every value of every run is looked up here, many times, from the start on: by conditions
 * rather than functions, because the linkage of a function takes longer than what it does.
 *
 * <p>Known keys have two spellings. Where both stand in one section, the later file wins, then the
 * manual's spelling. An exception keeps files working that use the other spelling as a variable of
 * their own, as in {@code image-size=${image_size}G}: a spelling that the manual's refers to is a
 * key of its own.
 *
 * <p>An image has one answer file. One that its section names takes the place of another kind that
 * {@code [DEFAULT]} names, as the original tool does, and the command line has the last word.
 */
public final class Layers implements Lookup {

    private static final Set<String> ANSWER_FILES =
            Arrays.stream(AnswerFile.Kind.values())
                    .<String>map(kind -> Keys.answerFile(kind).name())
                    .collect(Collectors.toUnmodifiableSet());

    private final Configuration configuration;
    private final FromSnapshot snapshot;
    private final Map<String, RawValue> assignments = new LinkedHashMap<>();

    /**
     * @param assignments a later one beats an earlier one
     */
    public Layers(Configuration configuration, List<Assignment> assignments) {
        this(configuration, assignments, () -> LocalDate.now(ZoneOffset.UTC));
    }

    /**
     * @param today in UTC
     */
    public Layers(
            Configuration configuration, List<Assignment> assignments, Supplier<LocalDate> today) {
        this.configuration = configuration;
        this.snapshot = new FromSnapshot(this, today);
        assignments.forEach(a -> this.assignments.put(a.key(), a.value()));
    }

    /** What the files say. */
    public Configuration configuration() {
        return configuration;
    }

    @Override
    public boolean hasSection(String section) {
        return configuration.hasSection(section);
    }

    /**
     * As interpolation sees it: to the letter, but the other spelling of a known key is better than
     * nothing.
     */
    @Override
    public Optional<RawValue> find(String section, String key) {
        if (key.equals(SnapshotKeys.SNAPSHOT.name())) {
            return snapshot.find(section, key);
        }
        Optional<String> twin = twin(section, key);
        Optional<RawValue> found = assigned(key, twin);
        if (found.isEmpty()) {
            found = snapshot.find(section, key);
        }
        if (found.isEmpty()) {
            found = configuration.find(section, key);
        }
        if (found.isEmpty() && twin.isPresent()) {
            found = configuration.find(section, twin.get());
        }
        return found.isPresent() ? found : FromArchitecture.find(this, section, key);
    }

    /** What command line and files say themselves. */
    Optional<RawValue> written(String section, String key) {
        Optional<RawValue> assigned = assigned(key, Optional.empty());
        return assigned.isPresent() ? assigned : configuration.find(section, key);
    }

    /** The raw text that holds for a known key, in whatever spelling. */
    Optional<RawValue> find(String section, Key<?> key) {
        if (key.is(SnapshotKeys.SNAPSHOT)) {
            return snapshot.find(section, key.name());
        }
        Optional<String> twin = twin(section, key.name());
        Optional<RawValue> found = assigned(key.name(), twin);
        if (found.isPresent() || isReplaced(key.name(), assignments)) {
            return found;
        }
        Map<String, RawValue> own = configuration.section(section);
        found = best(own, key.name(), twin);
        return found.isPresent() || isReplaced(key.name(), own)
                ? found
                : best(configuration.defaults(), key.name(), twin);
    }

    /** Whether it names an answer file, and one of these is another kind of it. */
    private boolean isReplaced(String key, Map<String, RawValue> nearer) {
        if (ANSWER_FILES.contains(key)) {
            for (String other : ANSWER_FILES) {
                RawValue value = assignments.getOrDefault(other, nearer.get(other));
                if (!other.equals(key) && value != null && !value.text().isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    private Optional<RawValue> assigned(String key, Optional<String> twin) {
        RawValue exact = assignments.get(key);
        return exact == null && twin.isPresent()
                ? Optional.ofNullable(assignments.get(twin.get()))
                : Optional.ofNullable(exact);
    }

    private static Optional<RawValue> best(
            Map<String, RawValue> section, String key, Optional<String> twin) {
        Optional<RawValue> exact = Optional.ofNullable(section.get(key));
        Optional<RawValue> other =
                twin.isPresent() ? Optional.ofNullable(section.get(twin.get())) : Optional.empty();
        boolean otherIsNewer =
                exact.isPresent() && other.isPresent() && other.get().layer() > exact.get().layer();
        return otherIsNewer || exact.isEmpty() ? other : exact;
    }

    /** The other spelling of a known key, unless it is a variable. */
    private Optional<String> twin(String section, String spelling) {
        Optional<Key<?>> known = Keys.find(spelling);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Key<?> key = known.get();
        return key.name().equals(key.twin()) || twinIsVariable(section, key)
                ? Optional.empty()
                : Optional.of(spelling.equals(key.name()) ? key.twin() : key.name());
    }

    private boolean twinIsVariable(String section, Key<?> key) {
        Optional<RawValue> value = configuration.find(section, key.name());
        return value.isPresent()
                && Interpolation.references(value.get().text()).contains(key.twin());
    }

    /** Whether a key is set for that section in particular, and not for all. */
    boolean isOwn(String section, String spelling) {
        return assignments.containsKey(spelling)
                || configuration.section(section).containsKey(spelling);
    }

    /** All keys that the section sees, as they are spelled, sorted. */
    Set<String> keys(String section) {
        Set<String> keys = new TreeSet<>(configuration.section(section).keySet());
        keys.addAll(configuration.defaults().keySet());
        keys.addAll(assignments.keySet());
        keys.addAll(snapshot.names(section));
        return keys;
    }

    /** The keys that values anywhere refer to. */
    Set<String> references() {
        Set<String> keys = new HashSet<>();
        values().forEach(value -> keys.addAll(Interpolation.references(value.text())));
        return keys;
    }

    /** Whether any value names a template of an answer file, which can refer to every key. */
    boolean haveTemplates() {
        return values().stream().anyMatch(value -> AnswerFile.isTemplate(value.text()));
    }

    private List<RawValue> values() {
        List<RawValue> values = new ArrayList<>(assignments.values());
        values.addAll(configuration.defaults().values());
        for (String section : configuration.sectionNames()) {
            values.addAll(configuration.section(section).values());
        }
        return values;
    }

    /**
     * The images of the configuration, in the order of the files: the sections that no {@code
     * upload_destinations} names and that have no {@code upload_type} of their own.
     */
    public List<String> images() {
        Set<String> destinations = new HashSet<>();
        Set<String> sections = configuration.sectionNames();
        for (String section : sections) {
            destinations.addAll(destinations(section));
        }
        List<String> images = new ArrayList<>();
        for (String section : sections) {
            if (!destinations.contains(section) && !isDestination(configuration.section(section))) {
                images.add(section);
            }
        }
        return images;
    }

    private static boolean isDestination(Map<String, RawValue> section) {
        return section.containsKey(Keys.UPLOAD_TYPE.name())
                || section.containsKey(Keys.UPLOAD_TYPE.twin());
    }

    /** Where they cannot be told, whoever builds the image is; the list of images goes on. */
    private List<String> destinations(String section) {
        return names(section, Keys.UPLOAD_DESTINATIONS).orElse(List.of());
    }

    /** A value that is a list; empty if it refers to what is not there. */
    Optional<List<String>> names(String section, Key<List<String>> key) {
        Optional<RawValue> value = find(section, key);
        if (value.isEmpty()) {
            return Optional.of(List.of());
        }
        try {
            return Optional.of(
                    key.parse(Interpolation.resolve(this, section, key.name(), value.get())));
        } catch (InterpolationException e) {
            return Optional.empty();
        }
    }
}
