package org.imagefactory.clouds.vsphere;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.clouds.credentials.CredentialsXml;
import org.imagefactory.clouds.credentials.Leftovers;
import org.imagefactory.clouds.disk.CloudDisk;
import org.imagefactory.clouds.disk.DiskPlugin;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.clouds.ova.MachineDescription;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.plugin.CheckJob;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.DeletionJob;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.plugin.Pushed;
import org.imagefactory.plugin.TargetImageJob;

/** Makes disks for vSphere, imports them there as templates of machines, and deletes those. */
public final class VSpherePlugin implements CloudPlugin {

    private static final String ACTIVITY = "Uploading the disk to vSphere";
    private static final String NAME = "vsphere_name";
    private static final int LOOKS = 600;
    private static final long PAUSE_MILLIS = 1000;

    private final CloudDisk disk;
    private final DiskPlugin.Choice choice;
    private final Map<String, String> environment;

    /**
     * @param environment for empty credentials
     */
    public VSpherePlugin(
            ProcessRunner runner, DiskPlugin.Choice choice, Map<String, String> environment) {
        this.disk = new CloudDisk(runner);
        this.choice = choice;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public void createTargetImage(TargetImageJob job) throws BuildException, InterruptedException {
        disk.become(job, choice.form(job.parameters()));
    }

    @Override
    public boolean deletingNeedsCredentials() {
        return !Leftovers.canSignIn(() -> VSphereCredentials.of("", environment));
    }

    @Override
    public boolean knowsCredentials(String credentials) {
        return CredentialsXml.isFor(credentials, VSphereCredentials.ELEMENT);
    }

    @Override
    public Pushed push(PushJob job) throws BuildException, InterruptedException {
        String name = name(job);
        String description = MachineDescription.vsphere(job, name, disk);
        return signedIn(
                job.provider(),
                job.credentials(),
                VSphereProvider::web,
                (session, provider) -> {
                    job.setProperty(NAME, name);
                    job.setParameter(NAME, name); // a deletion looks for it
                    Import made = new Import(session, provider, job::log);
                    ObjectRef machine =
                            made.run(
                                    name,
                                    description,
                                    job.targetBody(),
                                    done -> job.progress(ACTIVITY, 0.98 * done));
                    return new Pushed(machine.value(), session.product());
                });
    }

    @Override
    public void delete(DeletionJob job) throws BuildException, InterruptedException {
        delete(job, VSphereProvider::web);
    }

    @Override
    public void removeLeftovers(DeletionJob job) throws BuildException, InterruptedException {
        Leftovers.remove(this, job, "vSphere", () -> delete(job, VSphereProvider::hurriedWeb));
    }

    private void delete(DeletionJob job, Client client)
            throws BuildException, InterruptedException {
        signedIn(
                job.provider(),
                job.credentials().orElse(""),
                client,
                (session, provider) -> {
                    List<ObjectRef> machines =
                            job.identifierOnProvider().isPresent()
                                    ? List.of(
                                            new ObjectRef(
                                                    "VirtualMachine",
                                                    job.identifierOnProvider().get()))
                                    : left(job, new Inventory(session, provider));
                    for (ObjectRef machine : machines) {
                        destroy(session, machine);
                    }
                    return machines.size();
                });
    }

    @Override
    public void check(CheckJob job) throws BuildException, InterruptedException {
        signedIn(
                job.provider(),
                job.credentials(),
                VSphereProvider::hurriedWeb,
                (session, provider) -> {
                    job.tell("login", CheckJob.Result.OK, "signed in to " + session.product());
                    Inventory inventory = new Inventory(session, provider);
                    inventory.pool();
                    inventory.folder();
                    inventory.network();
                    job.tell(
                            "region",
                            CheckJob.Result.OK,
                            "resource pool, folder and network are there");
                    ObjectRef store = inventory.datastore();
                    String free =
                            session.properties(store, "summary.freeSpace").values().stream()
                                    .map(SoapXml::text)
                                    .findFirst()
                                    .orElse("?");
                    job.tell(
                            "quota",
                            CheckJob.Result.OK,
                            "the datastore has %s bytes free".formatted(PrintableText.of(free)));
                    job.tell(
                            "rights",
                            CheckJob.Result.UNKNOWN,
                            "whether machines may be imported shows only when one is");
                    return store;
                });
    }

    /** Removes a machine; done if it is gone already. */
    static void destroy(VSphereSession session, ObjectRef machine)
            throws VSphereFault, UploadException, IOException, InterruptedException {
        SoapXml answer;
        try {
            answer = session.call(machine, "Destroy_Task", "");
        } catch (VSphereFault e) {
            if (e.is(VSphereFault.GONE)) {
                return;
            }
            throw e;
        }
        ObjectRef task =
                answer.reference("returnval")
                        .orElseThrow(() -> new UploadException("vSphere began no removal", ""));
        for (int look = 0; look < LOOKS; look++) {
            SoapXml info = session.properties(task, "info").get("info");
            String state = info == null ? "" : info.textOf("state");
            if (state.equals("success")) {
                return;
            }
            if (info != null && state.equals("error")) {
                throw new UploadException(
                        "vSphere does not remove the machine: "
                                + PrintableText.of(info.textOf("localizedMessage")),
                        "");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new UploadException("vSphere has not removed the machine in ten minutes", "");
    }

    /** What is done by whoever has signed in. */
    @FunctionalInterface
    private interface Work<T> {
        T with(VSphereSession session, VSphereProvider provider)
                throws VSphereFault, BuildException, IOException, InterruptedException;
    }

    /** How one asks. */
    @FunctionalInterface
    private interface Client {
        Web of(VSphereProvider provider) throws ConfigurationException;
    }

    private <T> T signedIn(String definition, String text, Client client, Work<T> work)
            throws BuildException, InterruptedException {
        VSphereProvider provider = VSphereProvider.of(definition);
        VSphereCredentials credentials = VSphereCredentials.of(text, environment);
        try (Web web = client.of(provider);
                VSphereSession session = VSphereSession.open(web, provider, credentials)) {
            return work.with(session, provider);
        } catch (VSphereFault e) {
            throw new UploadException(String.valueOf(e.getMessage()), "", e);
        } catch (IOException e) {
            throw new UploadException(
                    "vSphere does not answer: " + PrintableText.of(String.valueOf(e.getMessage())),
                    "look at the address, at 'ca' and at the network",
                    e);
        }
    }

    /** Different for every image, so that a deletion finds what a killed push left. */
    private static String name(PushJob job) {
        String wanted =
                job.parameters()
                        .text("image_name")
                        .filter(text -> !text.isBlank())
                        .orElse(job.template().name());
        return name(wanted, job.imageId());
    }

    private static String name(String wanted, String imageId) {
        String plain = PrintableText.of(wanted.isBlank() ? "image" : wanted).strip();
        String cut = plain.substring(0, Math.min(plain.length(), 60));
        return cut + ending(imageId);
    }

    /** By the whole name, which has a part of the image's id. */
    private static List<ObjectRef> left(DeletionJob job, Inventory inventory)
            throws VSphereFault, UploadException, IOException, InterruptedException {
        Optional<String> wanted = job.parameters().text("image_name");
        Optional<String> name =
                job.parameters()
                        .text(NAME)
                        .or(() -> wanted.map(text -> name(text, job.imageId())))
                        .filter(text -> text.endsWith(ending(job.imageId())));
        return name.isPresent() ? inventory.machines(name.get()) : List.of();
    }

    private static String ending(String imageId) {
        return "-" + imageId.substring(0, Math.min(imageId.length(), 8));
    }
}
