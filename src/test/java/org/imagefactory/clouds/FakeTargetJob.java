package org.imagefactory.clouds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.plugin.Parameters;
import org.imagefactory.plugin.TargetImageJob;
import org.imagefactory.tdl.InvalidTemplateException;
import org.imagefactory.tdl.Template;
import org.imagefactory.tdl.TemplateReader;
import org.imagefactory.tdl.TemplateRules;

/** A target image that is made in a folder of a test; remembers what is said of it. */
public final class FakeTargetJob implements TargetImageJob {

    static final Template TEMPLATE = read();

    public final List<String> activities = new ArrayList<>();
    public final List<String> log = new ArrayList<>();
    public final Map<String, Object> properties = new LinkedHashMap<>();

    private final Path folder;
    private final String target;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private Optional<String> baseTarget = Optional.empty();
    private double fraction;

    /**
     * @param top gets {@code store} and {@code work}
     */
    public FakeTargetJob(Path top, String target) throws IOException {
        this.folder = Files.createDirectories(top.resolve("work"));
        this.target = target;
        Files.createDirectories(body().getParent());
    }

    public FakeTargetJob with(String name, Object value) {
        parameters.put(name, value);
        return this;
    }

    /** The parent is a target image. */
    public FakeTargetJob of(String cloud) {
        baseTarget = Optional.of(cloud);
        return this;
    }

    @Override
    public String imageId() {
        return "6c7a6a0e-3a5e-4a51-8f4d-6a3b1a7d2c11";
    }

    @Override
    public Parameters parameters() {
        return new Parameters(parameters);
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public void progress(String activity, double fractionDone) {
        if (activities.isEmpty() || !activities.get(activities.size() - 1).equals(activity)) {
            activities.add(activity);
        }
        fraction = Math.max(fraction, fractionDone);
    }

    public double fraction() {
        return fraction;
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
        return TEMPLATE;
    }

    private static Template read() {
        try {
            return TemplateReader.read(
                    """
                    <template>
                      <name>web server</name>
                      <description>Serves &lt;pages&gt;</description>
                      <os>
                        <name>Debian</name>
                        <version>13</version>
                        <arch>x86_64</arch>
                        <install type='url'><url>http://ftp.de.debian.org/debian</url></install>
                      </os>
                    </template>
                    """,
                    TemplateRules.PLAIN);
        } catch (InvalidTemplateException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Path body() {
        return folder.resolveSibling("store").resolve(imageId() + ".body");
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
        return target;
    }

    @Override
    public Path baseBody() {
        return folder.resolveSibling("store").resolve("base.body");
    }

    @Override
    public Optional<String> baseTarget() {
        return baseTarget;
    }
}
