package org.imagefactory.lifecycle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageType;
import org.jspecify.annotations.Nullable;

/**
 * An image that somebody wants, and with it those that it is made of.
 *
 * @param type of the image
 * @param template the text of a TDL document: the images that it is made of are made, too
 * @param parent the image that it is made of, instead of a template
 * @param target the kind of cloud; of all but base images
 * @param provider the definition of the provider; of provider images
 * @param credentials for the provider; secret: never stored and never told
 * @param parameters for plugins; all images of the chain get them
 * @param localFiles whether {@code file:} addresses may be followed: only those of whoever is at
 *     this host
 */
public record ImageRequest(
        ImageType type,
        Optional<String> template,
        Optional<ImageId> parent,
        Optional<String> target,
        Optional<String> provider,
        Optional<String> credentials,
        Map<String, @Nullable Object> parameters,
        boolean localFiles) {

    /**
     * @throws IllegalArgumentException not exactly one of template and parent is given, or not what
     *     the type needs
     */
    public ImageRequest {
        require(template.isPresent() != parent.isPresent(), "either a template or a parent");
        require(type != ImageType.BASE || template.isPresent(), "a base image has no parent");
        require((type == ImageType.BASE) == target.isEmpty(), "all but base images have a target");
        boolean pushed = type == ImageType.PROVIDER;
        require(pushed == provider.isPresent(), "provider images alone have a provider");
        require(pushed == credentials.isPresent(), "provider images alone have credentials");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException(what);
        }
    }

    /** Without what may be a secret. */
    @Override
    public String toString() {
        return "request for a " + type.recordWord();
    }
}
