package org.imagefactory.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.Problem;

/** Finds the images that a command line means. */
public final class ImageSelector {

    private static final String LIST_ADVICE = "image-factory list tells all images";

    private final Layers layers;
    private final SpecReader reader;
    private final List<String> images;

    public ImageSelector(Layers layers, SpecReader reader) {
        this.layers = layers;
        this.reader = reader;
        this.images = layers.images();
    }

    /**
     * The images that are meant, each once: in the order in which they were named, those of a
     * pattern in the order of the files. Tags choose among what is named, or among all images if
     * nothing is.
     *
     * @throws ConfigurationException a pattern or a tag means no image at all; the message tells
     *     which are near
     */
    public List<SelectedImage> select(Selection selection) throws ConfigurationException {
        List<SelectedImage> named = named(selection);
        if (selection.tags().isEmpty()) {
            return named;
        }
        requireKnown(selection.tags());
        List<SelectedImage> tagged =
                named.stream().filter(image -> hasTag(image, selection.tags())).toList();
        if (tagged.isEmpty()) {
            throw error(
                    List.of(
                            "none of the images %s has the tag %s"
                                    .formatted(
                                            String.join(", ", selection.names()),
                                            String.join(", ", selection.tags()))));
        }
        return tagged;
    }

    private List<SelectedImage> named(Selection selection) throws ConfigurationException {
        if (selection.names().isEmpty()) {
            if (images.isEmpty()) {
                throw error(List.of("no images are configured"));
            }
            return images.stream().map(image -> new SelectedImage(image, false)).toList();
        }
        Map<String, SelectedImage> found = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String name : selection.names()) {
            if (layers.hasSection(name) || !NamePattern.isPattern(name)) {
                found.put(name, new SelectedImage(name, true));
                continue;
            }
            NamePattern pattern = new NamePattern(name);
            List<String> matches = images.stream().filter(pattern::matches).toList();
            matches.forEach(image -> found.putIfAbsent(image, new SelectedImage(image, false)));
            if (matches.isEmpty()) {
                problems.add(noMatch(pattern));
            }
        }
        if (!problems.isEmpty()) {
            throw error(problems);
        }
        return List.copyOf(found.values());
    }

    private String noMatch(NamePattern pattern) {
        List<String> near = pattern.near(images);
        return "no image matches '%s'%s"
                .formatted(pattern, near.isEmpty() ? "" : "; near: " + String.join(", ", near));
    }

    private void requireKnown(List<String> tags) throws ConfigurationException {
        Set<String> known = new LinkedHashSet<>();
        images.forEach(image -> known.addAll(tags(image).orElse(List.of())));
        List<String> problems = new ArrayList<>();
        for (String tag : tags) {
            if (!known.contains(tag)) {
                problems.add(
                        "no image has the tag '%s'%s".formatted(tag, Suggestions.hint(tag, known)));
            }
        }
        if (!problems.isEmpty()) {
            throw error(problems);
        }
    }

    /** Also true for an image whose tags cannot be told: whoever builds it is told why. */
    private boolean hasTag(SelectedImage image, List<String> tags) {
        Optional<List<String>> own = exists(image.name()) ? tags(image.name()) : Optional.empty();
        return own.map(HashSet::new).map(set -> tags.stream().anyMatch(set::contains)).orElse(true);
    }

    private boolean exists(String image) {
        try {
            reader.requireImage(image);
            return true;
        } catch (ConfigurationException e) {
            return false;
        }
    }

    /** Empty if they cannot be told. */
    private Optional<List<String>> tags(String image) {
        return layers.names(image, UpkeepKeys.TAGS);
    }

    private static ConfigurationException error(List<String> problems) {
        return new ConfigurationException(
                problems.stream().map(problem -> new Problem("", problem)).toList(), LIST_ADVICE);
    }
}
