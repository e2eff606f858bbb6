package org.imagefactory.clouds.openstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.clouds.credentials.CredentialsXml;
import org.imagefactory.clouds.credentials.Leftovers;
import org.imagefactory.clouds.disk.CloudDisk;
import org.imagefactory.clouds.disk.DiskPlugin;
import org.imagefactory.clouds.http.Uninterrupted;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.disk.ImageFormat;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.plugin.CheckJob;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.DeletionJob;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.plugin.Pushed;
import org.imagefactory.plugin.TargetImageJob;
import org.imagefactory.tools.DiskFailures;

/** Makes disks for OpenStack, uploads them there, and deletes them. */
public final class OpenStackPlugin implements CloudPlugin {

    /** The properties of an image among its documents. */
    public static final String PROPERTIES = "openstack-properties.json";

    private static final String ACTIVITY = "Uploading the image to OpenStack";

    /** Looked into for clouds.yaml after the user's own folder, for there is no other one. */
    private static final Path SYSTEM = Path.of("/etc/openstack");

    private final CloudDisk disk;
    private final DiskPlugin.Choice choice;
    private final Map<String, String> environment;

    /**
     * @param environment for {@code OS_} variables that the credentials leave open
     */
    public OpenStackPlugin(
            ProcessRunner runner, DiskPlugin.Choice choice, Map<String, String> environment) {
        this.disk = new CloudDisk(runner);
        this.choice = choice;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public void createTargetImage(TargetImageJob job) throws BuildException, InterruptedException {
        boolean efi = disk.needsEfi(disk.look(job.body()), job.folder());
        try {
            ImageProperties.keep(job, efi);
        } catch (IOException e) {
            throw DiskFailures.io("storing the properties of the image", job.documents(), e);
        }
        disk.become(job, choice.form(job.parameters()));
    }

    @Override
    public boolean deletingNeedsCredentials() {
        return !Leftovers.canSignIn(() -> usual(Optional.empty()));
    }

    @Override
    public Pushed push(PushJob job) throws BuildException, InterruptedException {
        OpenStackProvider provider = OpenStackProvider.of(job.provider());
        try (Web web = new Web()) {
            job.progress("Signing in to OpenStack", 0);
            OpenStackSession session = signIn(web, provider, job.credentials());
            Glance glance = new Glance(session, session.images(provider));
            job.setProperty("openstack_build", job.imageId()); // a deletion looks for it
            String id = glance.create(description(job, provider));
            boolean done = false;
            try {
                double bytes = Math.max(1, Files.size(job.targetBody()));
                glance.upload(
                        id, job.targetBody(), sent -> job.progress(ACTIVITY, 0.99 * sent / bytes));
                done = true;
            } finally {
                if (!done) {
                    remove(job, glance, id);
                }
            }
            if (provider.settings().bool("replace").orElse(false)) {
                replace(job, glance, id);
            }
            return new Pushed(id, session.project());
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public void delete(DeletionJob job) throws BuildException, InterruptedException {
        delete(job, new Web());
    }

    @Override
    public void removeLeftovers(DeletionJob job) throws BuildException, InterruptedException {
        Leftovers.remove(this, job, "OpenStack", () -> delete(job, Web.impatient()));
    }

    private void delete(DeletionJob job, Web client) throws BuildException, InterruptedException {
        OpenStackProvider provider = OpenStackProvider.of(job.provider());
        try (Web web = client) {
            OpenStackSession session = signIn(web, provider, job.credentials().orElse(""));
            Glance glance = new Glance(session, session.images(provider));
            List<String> ids =
                    job.identifierOnProvider().isPresent()
                            ? List.of(job.identifierOnProvider().get())
                            : glance.ofBuild(job.imageId());
            for (String id : ids) {
                glance.delete(id);
            }
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public boolean knowsCredentials(String credentials) {
        return CredentialsXml.isFor(credentials, OpenStackCredentials.ELEMENT)
                || credentials.contains("OS_AUTH_URL=");
    }

    @Override
    public void check(CheckJob job) throws BuildException, InterruptedException {
        OpenStackProvider provider = OpenStackProvider.of(job.provider());
        try (Web web = Web.impatient()) {
            OpenStackCheck.run(job, signIn(web, provider, job.credentials()), provider);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private OpenStackSession signIn(Web web, OpenStackProvider provider, String credentials)
            throws BuildException, IOException, InterruptedException {
        return OpenStackSession.open(
                web,
                credentials.isBlank()
                        ? usual(provider.settings().text("cloud"))
                        : OpenStackCredentials.of(credentials, environment));
    }

    /** What OpenStack's own programs would take: variables, or a cloud of clouds.yaml. */
    private OpenStackCredentials usual(Optional<String> cloud) throws BuildException {
        CloudsFile file = new CloudsFile(environment, SYSTEM);
        return OpenStackCredentials.of("", file.variables(cloud));
    }

    /**
     * The image is there now: those of the same name that this program made before for the same
     * project go. The new one counts, whatever becomes of the old ones.
     */
    private static void replace(PushJob job, Glance glance, String id)
            throws IOException, InterruptedException {
        try {
            for (String old : glance.replacedBy(id)) {
                glance.delete(old);
                job.log("the image %s is replaced".formatted(old));
            }
        } catch (UploadException e) {
            job.log("what the image replaces stays in OpenStack: " + e.getMessage());
        }
    }

    /** What came half is of no use; an interrupt must not keep it there. */
    private static void remove(PushJob job, Glance glance, String id) {
        Uninterrupted.run(
                () -> glance.delete(id),
                failure ->
                        job.log(
                                "the image %s is left in OpenStack: %s"
                                        .formatted(id, failure.getMessage())));
    }

    private static Map<String, Object> description(PushJob job, OpenStackProvider provider)
            throws BuildException, IOException {
        Map<String, Object> image = new LinkedHashMap<>();
        image.put("name", name(job));
        image.put("disk_format", format(job.targetBody()));
        image.put("container_format", provider.settings().text("container_format").orElse("bare"));
        provider.settings().whole("min_disk").ifPresent(number -> image.put("min_disk", number));
        provider.settings().whole("min_ram").ifPresent(number -> image.put("min_ram", number));
        if (provider.settings().bool("is_public").orElse(false)) {
            image.put("visibility", "public");
        }
        image.putAll(ImageProperties.of(job));
        image.put(Glance.BUILD, job.imageId());
        return image;
    }

    private static String name(PushJob job) {
        return job.parameters()
                .text("image_name")
                .filter(text -> !text.isBlank())
                .orElseGet(
                        () ->
                                job.template().name().isBlank()
                                        ? job.imageId()
                                        : PrintableText.of(job.template().name()));
    }

    private static String format(Path body) throws BuildException, IOException {
        return ImageFormat.of(body).suffix();
    }

    private static UploadException broken(IOException e) {
        return new UploadException(
                "OpenStack does not answer: " + PrintableText.of(String.valueOf(e.getMessage())),
                "look at the addresses and at the network",
                e);
    }
}
