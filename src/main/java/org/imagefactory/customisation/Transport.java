package org.imagefactory.customisation;

import java.util.Map;
import org.imagefactory.spec.GuestContent;
import org.imagefactory.spec.Sha256;

/**
 * How contents get to the system: the script does not care.
 *
 * @param functions of a shell that the words call; whole lines
 * @param places where each content is
 */
public record Transport(String functions, Map<GuestContent, Place> places) {

    /**
     * Where a content is.
     *
     * @param words of a shell that print it on standard output
     * @param digest of it
     */
    public record Place(String words, Sha256 digest) {}

    public Transport {
        places = Map.copyOf(places);
    }

    /** Where a content is; it must be known. */
    Place place(GuestContent content) {
        Place place = places.get(content);
        if (place == null) {
            throw new IllegalArgumentException("nobody has brought this content");
        }
        return place;
    }
}
