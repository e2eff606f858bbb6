package org.imagefactory.clouds;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.imagefactory.clouds.openstack.OpenStackPlugin;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.UploadException;
import org.imagefactory.files.HostMark;
import org.imagefactory.forms.FinishedImage;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.DeletionJob;
import org.imagefactory.plugin.Parameters;
import org.imagefactory.plugin.PluginFactory;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.CloudForm;
import org.imagefactory.spec.UploadDestination;
import org.imagefactory.spec.UploadType;
import org.imagefactory.tdl.Template;
import org.imagefactory.tools.DiskFailures;
import org.jspecify.annotations.Nullable;

/** A finished image that is brought to a cloud, without a store and a record. */
final class FinishedPush implements PushJob {

    private final FinishedImage image;
    private final UploadDestination to;
    private final String credentials;
    private final Path folder;
    private final BuildListener listener;
    private final Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    private final RisingProgress progress;

    /**
     * @param credentials empty for those in the cloud's usual place
     */
    FinishedPush(
            FinishedImage image,
            UploadDestination to,
            String credentials,
            Path folder,
            BuildListener listener) {
        this.image = image;
        this.to = to;
        this.credentials = credentials;
        this.folder = folder;
        this.listener = listener;
        this.progress = new RisingProgress(listener, to.name());
        parameters.put("image_name", image.build());
        parameters.put("gce_image_name", googleName(image.build()));
    }

    /**
     * Pushes it with the plugin that can.
     *
     * @return what it is called there
     */
    String run(List<PluginFactory> plugins) throws BuildException, InterruptedException {
        CloudPlugin plugin = Clouds.plugin(plugins, plugin());
        if (to.type() == UploadType.OPENSTACK) {
            keepProperties();
        }
        if (to.type() != UploadType.REGISTRY) { // which shows nothing before all is there
            plugin.delete(new Before(this));
        }
        return plugin.push(this).identifierOnProvider();
    }

    /** Removes what a push of this image left that did not come to its end. */
    void removeLeftovers(List<PluginFactory> plugins) throws BuildException, InterruptedException {
        CloudPlugin plugin = Clouds.plugin(plugins, plugin());
        if (to.type() == UploadType.REGISTRY) {
            return;
        }
        if (credentials.isBlank() && plugin.deletingNeedsCredentials()) {
            throw new UploadException(
                    "nobody can sign in there without credentials",
                    "give the upload a file with credentials");
        }
        plugin.removeLeftovers(new Before(this));
    }

    /** Those that were made with the form, if it was, where the plugin looks for them. */
    private void keepProperties() throws BuildException, InterruptedException {
        String name = image.build() + "." + CloudForm.OPENSTACK_PROPERTIES;
        Path beside = image.file().resolveSibling(name);
        try {
            if (Files.exists(beside)) {
                Files.createDirectories(targetDocuments());
                Files.copy(beside, targetDocuments().resolve(OpenStackPlugin.PROPERTIES));
            }
        } catch (IOException e) {
            throw DiskFailures.io("reading the properties of the image", beside, e);
        }
    }

    private String plugin() {
        return switch (to.type()) {
            case OPENSTACK -> "OpenStack";
            case EC2 -> "EC2";
            case VSPHERE -> "vSphere";
            case REGISTRY -> "Docker";
            case AZURE -> "Azure";
            case GCE -> "GCE";
            case RSYNC, S3 -> throw new IllegalStateException("files go by themselves");
        };
    }

    /** Small letters, digits and hyphens, a letter first. */
    private static String googleName(String build) {
        String plain = build.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String named = plain.matches("[a-z].*") ? plain : "image-" + plain;
        return named.substring(0, Math.min(63, named.length())).replaceFirst("-+$", "");
    }

    /**
     * The same for the same build and place, so that what a killed push left is found; another one
     * for an image of the same name from elsewhere, which is not to be removed.
     */
    @Override
    public String imageId() {
        String from = HostMark.of(String.valueOf(image.file().toAbsolutePath().getParent()));
        String name = image.build() + "\n" + to.name() + "\n" + from;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    @Override
    public String targetImageId() {
        return imageId();
    }

    @Override
    public Parameters parameters() {
        return new Parameters(parameters);
    }

    @Override
    public void setParameter(String name, Object value) {
        parameters.put(name, value);
    }

    @Override
    public void setProperty(String name, Object value) {}

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public void progress(String activity, double fractionDone) {
        progress.tell(activity, fractionDone);
    }

    @Override
    public void log(String line) {
        listener.note(line);
    }

    @Override
    public Template template() {
        return FinishedTemplate.of(image);
    }

    @Override
    public Path body() {
        return image.file();
    }

    @Override
    public Path targetBody() {
        return image.file();
    }

    @Override
    public Path targetDocuments() {
        return folder.resolve("documents");
    }

    @Override
    public boolean localFiles() {
        return true;
    }

    @Override
    public String target() {
        return Choice.name(to.type());
    }

    @Override
    public String provider() {
        return to.target();
    }

    @Override
    public String credentials() {
        return credentials;
    }

    /** That what an earlier push of the same build left is removed. */
    private record Before(FinishedPush push) implements DeletionJob {

        @Override
        public String imageId() {
            return push.imageId();
        }

        @Override
        public Parameters parameters() {
            return push.parameters();
        }

        @Override
        public Path folder() {
            return push.folder();
        }

        @Override
        public void progress(String activity, double fractionDone) {}

        @Override
        public void log(String line) {
            push.log(line);
        }

        @Override
        public void setProperty(String name, Object value) {}

        @Override
        public String target() {
            return push.target();
        }

        @Override
        public String provider() {
            return push.provider();
        }

        @Override
        public Optional<String> credentials() {
            return Optional.of(push.credentials());
        }

        @Override
        public Optional<String> identifierOnProvider() {
            return Optional.empty();
        }

        @Override
        public Optional<String> accountIdentifier() {
            return Optional.empty();
        }
    }
}
