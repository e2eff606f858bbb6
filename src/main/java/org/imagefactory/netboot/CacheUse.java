package org.imagefactory.netboot;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.netboot.cache.CacheSet;
import org.imagefactory.netboot.file.UserInfo;
import org.imagefactory.spec.SourceUri;

/**
 * Who needs what of a cache.
 *
 * @param sources of the files that an image boots, by the image's name
 * @param unreadable images of which nobody can tell that, since their configuration is broken
 */
public record CacheUse(Map<String, Collection<SourceUri>> sources, Set<String> unreadable) {

    public CacheUse {
        sources = Map.copyOf(sources);
        unreadable = Set.copyOf(unreadable);
    }

    /** Whether it cannot be told what the image needs. */
    boolean isUnknown(String image) {
        return unreadable.contains(image);
    }

    /** Whether there is such an image at all. */
    boolean hasImage(String image) {
        return sources.containsKey(image);
    }

    /** Whether any of the files that the image boots comes from where a set's files came from. */
    boolean needs(String image, CacheSet set) {
        return Optional.ofNullable(sources.get(image)).stream()
                .flatMap(Collection::stream)
                .map(source -> UserInfo.removed(source.text()))
                .anyMatch(
                        uri ->
                                set.entries().values().stream()
                                        .anyMatch(entry -> entry.url().equals(uri)));
    }
}
