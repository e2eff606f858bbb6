package org.imagefactory.lifecycle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.plugin.Plugins;
import org.imagefactory.store.Claim;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStore;
import org.imagefactory.store.ImageType;

/** Makes the records of an image and of those that it is made of. */
final class Chains {

    private final ImageStore store;
    private final Plugins plugins;
    private final Listeners listeners;

    Chains(ImageStore store, Plugins plugins, Listeners listeners) {
        this.store = store;
        this.plugins = plugins;
        this.listeners = listeners;
    }

    /**
     * All records, or none.
     *
     * @param id of the image that is asked for
     * @return from the base image on; each is claimed
     */
    List<ImageWork> create(ImageRequest request, ImageId id)
            throws IOException, NoSuchImageException, InterruptedException {
        Optional<String> template = request.template();
        if (request.parent().isPresent()) {
            template = parent(request).template();
        }
        List<ImageWork> made = new ArrayList<>();
        boolean all = false;
        try {
            Optional<ImageId> parent = request.parent();
            for (ImageType type : types(request)) {
                ImageId own = type == request.type() ? id : ImageId.random();
                ImageRecord record = record(request, own, type, template, parent);
                made.add(work(store.create(record), record, request));
                parent = Optional.of(record.id());
            }
            all = true;
        } finally {
            if (!all) {
                remove(made);
            }
        }
        made.forEach(ImageWork::tell);
        return made;
    }

    private ImageRecord parent(ImageRequest request) throws IOException, NoSuchImageException {
        ImageId id = request.parent().orElseThrow();
        ImageRecord parent = store.find(id).orElseThrow(() -> new NoSuchImageException(id));
        ImageType wanted = request.type().parent().orElseThrow();
        if (parent.type() != wanted && !isRepacked(parent, request)) {
            throw new NoSuchImageException(parent, wanted);
        }
        return parent;
    }

    /** Whether one target image is made of another. */
    private boolean isRepacked(ImageRecord parent, ImageRequest request) {
        try {
            return request.type() == ImageType.TARGET
                    && parent.type() == ImageType.TARGET
                    && plugins.cloud(request.target().orElseThrow()).takesTargetImages();
        } catch (BuildException e) {
            return false; // the cloud is unknown, which is said when the image fails
        }
    }

    /** Of what is to be made: all up to the type, or it alone. */
    private static List<ImageType> types(ImageRequest request) {
        return request.parent().isPresent()
                ? List.of(request.type())
                : List.of(ImageType.values()).subList(0, place(request.type()));
    }

    private static int place(ImageType type) {
        return type.parent().map(Chains::place).orElse(0) + 1;
    }

    private static ImageRecord record(
            ImageRequest request,
            ImageId id,
            ImageType type,
            Optional<String> template,
            Optional<ImageId> parent) {
        ImageRecord record = ImageRecord.create(id, type, template, parent, request.parameters());
        if (type != ImageType.BASE) {
            record = record.withTarget(request.target().orElseThrow());
        }
        return type == ImageType.PROVIDER
                ? record.withProvider(request.provider().orElseThrow())
                : record;
    }

    private ImageWork work(Claim claim, ImageRecord record, ImageRequest request) {
        return new ImageWork(
                claim,
                record,
                listeners,
                Masking.of(request.credentials(), List.of()),
                CallbackAddress.in(record.parameters()));
    }

    private static void remove(List<ImageWork> made) throws IOException {
        for (ImageWork work : made) {
            try (Claim claim = work.claim()) {
                claim.delete();
            }
        }
    }
}
