package org.imagefactory.lifecycle;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.plugin.DeletionJob;
import org.imagefactory.plugin.Parameters;
import org.jspecify.annotations.Nullable;

/** What a plugin sees of a provider image that is deleted. */
final class DeletingJob extends WorkJob implements DeletionJob {

    private final DeletionRequest request;

    DeletingJob(ImageWork work, Path folder, DeletionRequest request) {
        super(work, folder, 0, 0);
        this.request = request;
    }

    /** Those of the request come before those of the image. */
    @Override
    public Parameters parameters() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(work.record().parameters());
        all.putAll(request.parameters());
        return new Parameters(all);
    }

    @Override
    public String target() {
        return request.target().or(() -> work.record().target()).orElse("");
    }

    @Override
    public String provider() {
        return request.provider().or(() -> work.record().provider()).orElse("");
    }

    @Override
    public Optional<String> credentials() {
        return request.credentials();
    }

    @Override
    public Optional<String> identifierOnProvider() {
        return work.record().identifierOnProvider();
    }

    @Override
    public Optional<String> accountIdentifier() {
        return work.record().accountIdentifier();
    }
}
