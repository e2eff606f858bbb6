package org.imagefactory.clouds;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.imagefactory.clouds.openstack.OpenStackPlugin;
import org.imagefactory.error.BuildException;
import org.imagefactory.forms.FinishedImage;
import org.imagefactory.forms.FormMaker;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.Parameters;
import org.imagefactory.plugin.PluginFactory;
import org.imagefactory.plugin.TargetImageJob;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.CloudForm;
import org.imagefactory.tdl.Template;
import org.imagefactory.tools.DiskFailures;

/**
 * A form of an image that no template was written for: what plugins ask a template, the image
 * answers. The body is a link to the image until a plugin replaces it, so that nothing is copied
 * that is not changed.
 */
final class FinishedForm implements TargetImageJob {

    private static final String WARNING = "warning: ";

    private final FinishedImage image;
    private final CloudForm form;
    private final FormMaker.Place place;
    private final BuildListener listener;
    private final RisingProgress progress;

    FinishedForm(
            FinishedImage image, CloudForm form, FormMaker.Place place, BuildListener listener) {
        this.image = image;
        this.form = form;
        this.place = place;
        this.listener = listener;
        this.progress = new RisingProgress(listener, form.target());
    }

    /** Makes it with the plugin that can. */
    void make(List<PluginFactory> plugins) throws BuildException, InterruptedException {
        CloudPlugin plugin = Clouds.plugin(plugins, plugin());
        try {
            if (!plugin.takesTargetImages()) {
                Files.createSymbolicLink(body(), image.file().toAbsolutePath());
            }
            plugin.createTargetImage(this);
            if (!Files.isSymbolicLink(body())) {
                Files.setPosixFilePermissions(body(), Files.getPosixFilePermissions(image.file()));
            }
            Path properties = documents().resolve(OpenStackPlugin.PROPERTIES);
            if (Files.exists(properties)) {
                Files.setPosixFilePermissions(
                        properties, Files.getPosixFilePermissions(image.file()));
                Files.move(properties, place.properties(), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw DiskFailures.io("making the form for " + form.target(), place.folder(), e);
        }
    }

    private String plugin() {
        return switch (form) {
            case OPENSTACK_KVM -> "OpenStack";
            case EC2 -> "EC2";
            case VSPHERE -> "vSphere";
            case RHEVM -> "RHEVM";
            case OVA, VAGRANT_LIBVIRT, VAGRANT_VIRTUALBOX -> "OVA";
            case DOCKER -> "Docker";
            case GCE -> "GCE";
            case HYPERV, AZURE -> "HyperV";
        };
    }

    /** The same for the same build, so that the same image gives the same form. */
    @Override
    public String imageId() {
        String name = image.build() + "." + form.suffix();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    @Override
    public Parameters parameters() {
        return new Parameters(
                switch (form) {
                    case OVA -> Map.of("ovf_name", image.build());
                    case VAGRANT_LIBVIRT ->
                            Map.of(
                                    "ovf_name",
                                    image.name().text(),
                                    "rhevm_ova_format",
                                    form.target());
                    case VAGRANT_VIRTUALBOX ->
                            Map.of(
                                    "ovf_name",
                                    image.name().text(),
                                    "vsphere_ova_format",
                                    form.target());
                    case DOCKER -> Map.of("tag", tag());
                    default -> Map.of();
                });
    }

    /** What tells the builds of an image apart. */
    private String tag() {
        String name = image.name().text();
        boolean longer = image.build().startsWith(name + "-");
        return longer ? image.build().substring(name.length() + 1) : "latest";
    }

    @Override
    public Path folder() {
        return place.folder();
    }

    @Override
    public void progress(String activity, double fractionDone) {
        progress.tell(activity, fractionDone);
    }

    @Override
    public void log(String line) {
        if (line.startsWith(WARNING)) {
            listener.warning(line.substring(WARNING.length()));
        } else {
            listener.note(line);
        }
    }

    @Override
    public void setProperty(String name, Object value) {}

    @Override
    public void setParameter(String name, Object value) {}

    @Override
    public Template template() {
        return FinishedTemplate.of(image);
    }

    /** Only the properties for OpenStack are kept: the image has documents of its own. */
    @Override
    public Path documents() {
        return place.folder().resolve("documents");
    }

    @Override
    public Path body() {
        return place.file();
    }

    @Override
    public boolean localFiles() {
        return true;
    }

    @Override
    public String target() {
        return form.target();
    }

    @Override
    public Path baseBody() {
        return image.file();
    }

    @Override
    public Optional<String> baseTarget() {
        return switch (form) {
            case OVA, VAGRANT_VIRTUALBOX -> Optional.of("vsphere");
            case VAGRANT_LIBVIRT -> Optional.of("rhevm");
            default -> Optional.empty();
        };
    }
}
