package org.imagefactory.aeolus.remote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.HostException;
import org.imagefactory.store.ImageType;
import org.jspecify.annotations.Nullable;

/**
 * What a service has. Each method fails by a {@link Service.RefusedException} where the service
 * refuses, and by a {@link HostException} where it cannot be asked or is something else.
 */
public final class RemoteImages {

    private final Service service;

    /** Of the target images that provider images were made of. */
    private final Map<String, Optional<String>> targets = new HashMap<>();

    /** Of what is there. */
    public RemoteImages(Service service) {
        this.service = service;
    }

    /** The image in an answer. */
    public RemoteImage of(Map<String, @Nullable Object> answer, ImageType type)
            throws HostException {
        return RemoteImage.of(answer, type, service).orElseThrow(() -> foreign("an image"));
    }

    /** The image of a type with an identifier. */
    public Optional<RemoteImage> find(ImageType type, String id)
            throws HostException, Service.RefusedException, InterruptedException {
        Optional<Map<String, @Nullable Object>> answer = service.find(RemoteImage.path(type, id));
        return answer.isEmpty() ? Optional.empty() : Optional.of(of(answer.get(), type));
    }

    /** The image of any type with an identifier. */
    public Optional<RemoteImage> find(String id)
            throws HostException, Service.RefusedException, InterruptedException {
        Optional<RemoteImage> found = Optional.empty();
        for (ImageType type : ImageType.values()) {
            found = found.isPresent() ? found : find(type, id);
        }
        return found;
    }

    /** The same with the kind of cloud, which services do not tell of provider images. */
    public Optional<RemoteImage> findWithTarget(ImageType type, String id)
            throws HostException, Service.RefusedException, InterruptedException {
        Optional<RemoteImage> image = find(type, id);
        Optional<String> parent = image.flatMap(RemoteImage::parent);
        if (type != ImageType.PROVIDER || parent.isEmpty()) {
            return image;
        }
        Optional<String> target = targets.get(parent.get());
        if (target == null) {
            target = find(ImageType.TARGET, parent.get()).flatMap(RemoteImage::target);
            targets.put(parent.get(), target);
        }
        return target.isPresent() ? Optional.of(image.get().withTarget(target.get())) : image;
    }

    /** Adds those that the first of a chain is made of. */
    public void addParents(List<RemoteImage> chain)
            throws HostException, Service.RefusedException, InterruptedException {
        Optional<RemoteImage> next = Optional.of(chain.get(0));
        while (next.isPresent() && next.get().parent().isPresent()) {
            ImageType above = next.get().type().parent().orElseThrow();
            next = find(above, next.get().parent().orElse(""));
            next.ifPresent(chain::add);
        }
    }

    /** The identifiers of all images of a type. */
    public List<String> ids(ImageType type)
            throws HostException, Service.RefusedException, InterruptedException {
        List<String> ids = new ArrayList<>();
        for (Object item : items(type.collection())) {
            if (!(item instanceof Map<?, ?> wrapped
                    && wrapped.get(type.word()) instanceof Map<?, ?> image
                    && image.get("id") instanceof String id)) {
                throw foreign("a list of images");
            }
            ids.add(id);
        }
        return ids;
    }

    /** The descriptions of all plugins, by name. */
    public Map<String, Map<String, Object>> plugins()
            throws HostException, Service.RefusedException, InterruptedException {
        Map<String, Map<String, Object>> plugins = new LinkedHashMap<>();
        for (Object item : items("plugins")) {
            if (!(item instanceof Map<?, ?> fields && fields.get("id") instanceof String name)) {
                throw foreign("a list of plugins");
            }
            Map<String, Object> description = new LinkedHashMap<>();
            fields.forEach((key, value) -> description.put(String.valueOf(key), value));
            description.keySet().removeAll(List.of("_type", "id", "href"));
            plugins.put(name, description);
        }
        return plugins;
    }

    private List<?> items(String collection)
            throws HostException, Service.RefusedException, InterruptedException {
        if (service.get(collection).get(collection) instanceof List<?> items) {
            return items;
        }
        throw foreign("a list of " + collection.replace('_', ' '));
    }

    private HostException foreign(String expected) {
        return new HostException(
                "the service %s answers something else than %s"
                        .formatted(service.address(""), expected),
                "is the address of --url right?");
    }
}
