package org.imagefactory.clouds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.plugin.DeletionJob;
import org.imagefactory.plugin.Parameters;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.tdl.Template;

/** An image that is pushed; remembers what is said of it. */
public final class FakePushJob implements PushJob {

    public final List<String> log = new ArrayList<>();
    public final Map<String, Object> properties = new LinkedHashMap<>();

    private final Path body;
    private final String provider;
    private final String credentials;

    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private volatile double fraction;

    /** Runs whenever progress is told. */
    volatile Runnable onProgress = () -> {};

    public FakePushJob(Path body, String provider, String credentials) {
        this.body = body;
        this.provider = provider;
        this.credentials = credentials;
    }

    public FakePushJob with(String name, Object value) {
        parameters.put(name, value);
        return this;
    }

    /** Somebody cancels when more than half is done. */
    void interruptHalfway() {
        onProgress =
                () -> {
                    if (fraction > 0.5) {
                        Thread.currentThread().interrupt();
                    }
                };
    }

    /** How far the work is. */
    public double fraction() {
        return fraction;
    }

    /** That the same image is deleted. */
    public DeletionJob deletion(String identifier) {
        return new FakeDeletionJob(this, identifier);
    }

    @Override
    public String imageId() {
        return "7d8b7b1f-4b6f-4b62-9f5e-7b4c2b8e3d22";
    }

    @Override
    public Parameters parameters() {
        return new Parameters(parameters);
    }

    @Override
    public Path folder() {
        try {
            return Files.createDirectories(body.resolveSibling("work"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void progress(String activity, double fractionDone) {
        fraction = fractionDone;
        onProgress.run();
    }

    @Override
    public void log(String line) {
        log.add(line);
    }

    @Override
    public void setProperty(String name, Object value) {
        properties.put(name, value);
    }

    @Override
    public Template template() {
        return FakeTargetJob.TEMPLATE;
    }

    @Override
    public Path body() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean localFiles() {
        return true;
    }

    @Override
    public void setParameter(String name, Object value) {
        parameters.put(name, value);
    }

    @Override
    public String target() {
        return "openstack-kvm";
    }

    @Override
    public String provider() {
        return provider;
    }

    @Override
    public String credentials() {
        return credentials;
    }

    @Override
    public String targetImageId() {
        return "6c7a6a0e-3a5e-4a51-8f4d-6a3b1a7d2c11";
    }

    @Override
    public Path targetBody() {
        return body;
    }

    private record FakeDeletionJob(FakePushJob pushed, String identifier) implements DeletionJob {

        @Override
        public String imageId() {
            return pushed.imageId();
        }

        @Override
        public Parameters parameters() {
            return pushed.parameters();
        }

        @Override
        public Path folder() {
            return pushed.folder();
        }

        @Override
        public void progress(String activity, double fractionDone) {}

        @Override
        public void log(String line) {
            pushed.log(line);
        }

        @Override
        public void setProperty(String name, Object value) {}

        @Override
        public String target() {
            return pushed.target();
        }

        @Override
        public String provider() {
            return pushed.provider();
        }

        @Override
        public Optional<String> credentials() {
            return Optional.of(pushed.credentials()).filter(text -> !text.isEmpty());
        }

        @Override
        public Optional<String> identifierOnProvider() {
            return Optional.of(identifier).filter(text -> !text.isEmpty());
        }

        @Override
        public Optional<String> accountIdentifier() {
            return Optional.empty();
        }
    }
}
