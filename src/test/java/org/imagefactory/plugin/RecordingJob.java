package org.imagefactory.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.imagefactory.tdl.Template;
import org.imagefactory.tdl.TemplateInstall;
import org.imagefactory.tdl.TemplateOs;
import org.imagefactory.tdl.TemplateSource;

/** A job of every kind in one, deletion aside; remembers what it was told. */
public final class RecordingJob implements BaseImageJob, TargetImageJob, PushJob {

    /** How far the work was said to be. */
    public final List<Double> fractions = new ArrayList<>();

    /** The log. */
    public final List<String> lines = new ArrayList<>();

    /** All that was said. */
    public final Map<String, Object> said = new HashMap<>();

    private final Path folder;
    private final Parameters parameters;
    private final Path body;
    private final Path parentBody;
    private final String id = UUID.randomUUID().toString();
    private String provider = "";

    /**
     * @param folder gets the bodies
     */
    public RecordingJob(Path folder, Parameters parameters) {
        this.folder = folder;
        this.parameters = parameters;
        this.body = empty("body");
        this.parentBody = empty("parent");
    }

    /** With this provider. */
    public RecordingJob at(String place) {
        provider = place;
        return this;
    }

    private Path empty(String name) {
        try {
            return Files.createTempFile(folder, name, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String imageId() {
        return id;
    }

    @Override
    public Template template() {
        return new Template(
                "name",
                Optional.of("A & B"),
                new TemplateOs(
                        "MockOS_A",
                        "1",
                        "x86_64",
                        new TemplateInstall.Tree("http://mirror.example.org/"),
                        Optional.of("secret"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                Optional.empty(),
                List.of("one", "two"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                TemplateSource.NONE);
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public void progress(String activity, double fractionDone) {
        said.put("activity", activity);
        fractions.add(fractionDone);
    }

    @Override
    public void log(String line) {
        said.put("log", line);
        lines.add(line);
    }

    @Override
    public void setProperty(String name, Object value) {
        said.put(name, value);
    }

    @Override
    public void setParameter(String name, Object value) {
        said.put(name, value);
    }

    @Override
    public void icicle(String xml) {
        said.put("icicle", xml);
    }

    @Override
    public Path body() {
        return body;
    }

    @Override
    public boolean localFiles() {
        return false;
    }

    @Override
    public String target() {
        return "mock";
    }

    @Override
    public Path baseBody() {
        return parentBody;
    }

    @Override
    public String provider() {
        return provider;
    }

    @Override
    public String credentials() {
        return "secret";
    }

    @Override
    public String targetImageId() {
        return id;
    }

    @Override
    public Path targetBody() {
        return parentBody;
    }
}
