package org.imagefactory.clouds.azure;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.imagefactory.clouds.credentials.CredentialsXml;
import org.imagefactory.clouds.credentials.Leftovers;
import org.imagefactory.clouds.disk.CloudDisk;
import org.imagefactory.clouds.disk.DiskForm;
import org.imagefactory.clouds.http.Uninterrupted;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.clouds.http.WebAnswer;
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
import org.jspecify.annotations.Nullable;

/** Makes disks for Azure, uploads them to a storage account, makes images of them, deletes both. */
public final class AzurePlugin implements CloudPlugin {

    private static final String ACTIVITY = "Uploading the disk to Azure";
    private static final String NO_CONTAINER = "Azure does not show the container";

    private final CloudDisk disk;
    private final Map<String, String> environment;

    /**
     * @param environment for empty credentials
     */
    public AzurePlugin(ProcessRunner runner, Map<String, String> environment) {
        this.disk = new CloudDisk(runner);
        this.environment = Map.copyOf(environment);
    }

    @Override
    public void createTargetImage(TargetImageJob job) throws BuildException, InterruptedException {
        disk.become(job, DiskForm.FIXED_VHD);
    }

    @Override
    public boolean deletingNeedsCredentials() {
        return !Leftovers.canSignIn(() -> AzureCredentials.of("", environment));
    }

    @Override
    public boolean knowsCredentials(String credentials) {
        return CredentialsXml.isFor(credentials, AzureCredentials.ELEMENT);
    }

    @Override
    public Pushed push(PushJob job) throws BuildException, InterruptedException {
        boolean efi = disk.needsEfi(disk.look(job.targetBody()), job.folder());
        return connected(
                job.provider(),
                job.credentials(),
                new Web(),
                azure -> {
                    // before anything is sent: whether an image could be made at all
                    boolean image = azure.provider().group().isPresent();
                    ResourceManager manager = image ? azure.manager() : null;
                    job.setProperty("azure_build", job.imageId()); // a deletion looks for it
                    String name = blob(job.imageId());
                    boolean done = false;
                    try {
                        double bytes = Math.max(1, Files.size(job.targetBody()));
                        azure.storage()
                                .upload(
                                        azure.container(),
                                        name,
                                        job.targetBody(),
                                        job.imageId(),
                                        sent -> job.progress(ACTIVITY, 0.9 * sent / bytes));
                        String url = azure.storage().url(azure.container(), name);
                        String id = url;
                        if (manager != null) {
                            job.progress("Making an image in Azure", 0.9);
                            id = manager.create(image(job.imageId()), url, efi, job.imageId());
                        }
                        done = true;
                        return new Pushed(id, azure.account());
                    } finally {
                        if (!done) {
                            giveBack(job, azure, manager);
                        }
                    }
                });
    }

    @Override
    public void delete(DeletionJob job) throws BuildException, InterruptedException {
        delete(job, new Web());
    }

    @Override
    public void removeLeftovers(DeletionJob job) throws BuildException, InterruptedException {
        Leftovers.remove(this, job, "Azure", () -> delete(job, Web.impatient()));
    }

    private void delete(DeletionJob job, Web web) throws BuildException, InterruptedException {
        connected(
                job.provider(),
                job.credentials().orElse(""),
                web,
                azure -> {
                    if (azure.provider().group().isPresent()) {
                        azure.manager().delete(image(job.imageId()));
                    }
                    azure.storage().delete(azure.container(), blob(job.imageId()));
                    return job;
                });
    }

    @Override
    public void check(CheckJob job) throws BuildException, InterruptedException {
        connected(
                job.provider(),
                job.credentials(),
                Web.impatient(),
                azure -> {
                    WebAnswer container = azure.storage().look(azure.container());
                    BlobStorage.require(container, NO_CONTAINER);
                    if (!container.body().contains("<EnumerationResults")) {
                        throw new UploadException(
                                "what answers is no storage of Azure", "look at the address");
                    }
                    job.tell("login", CheckJob.Result.OK, "the container can be listed");
                    job.tell(
                            "rights",
                            CheckJob.Result.UNKNOWN,
                            "whether blobs may be written shows only when one is");
                    if (azure.provider().group().isPresent()) {
                        WebAnswer group = azure.manager().look();
                        BlobStorage.require(group, "Azure does not show the resource group");
                        if (!group.body().contains("\"location\"")) {
                            throw new UploadException(
                                    "what answers is no resource manager of Azure",
                                    "look at the address");
                        }
                        job.tell("region", CheckJob.Result.OK, "the resource group is there");
                    }
                    job.tell("quota", CheckJob.Result.UNKNOWN, "storage accounts do not tell one");
                    return job;
                });
    }

    /** What came half is of no use; an interrupt must not keep it there. */
    private static void giveBack(PushJob job, Azure azure, @Nullable ResourceManager manager) {
        Uninterrupted.run(
                () -> {
                    if (manager != null) {
                        manager.delete(image(job.imageId()));
                    }
                    azure.storage().delete(azure.container(), blob(job.imageId()));
                },
                failure ->
                        job.log(
                                "the blob %s may be left in Azure: %s"
                                        .formatted(blob(job.imageId()), failure.getMessage())));
    }

    private record Azure(
            Web web, AzureProvider provider, AzureCredentials credentials, BlobStorage storage) {

        ResourceManager manager() throws BuildException, IOException, InterruptedException {
            return ResourceManager.open(web, provider, credentials);
        }

        String container() {
            return provider.container();
        }

        String account() {
            return credentials.find("storage_account").orElse("");
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(Azure azure) throws BuildException, IOException, InterruptedException;
    }

    private <T> T connected(String definition, String text, Web client, Work<T> work)
            throws BuildException, InterruptedException {
        try (Web web = client) {
            AzureProvider provider = AzureProvider.of(definition);
            AzureCredentials credentials = AzureCredentials.of(text, environment);
            String usual =
                    "https://%s.blob.core.windows.net"
                            .formatted(credentials.get("storage_account"));
            String address = provider.address("blob-url", usual);
            BlobStorage storage = new BlobStorage(web, address, credentials);
            return work.with(new Azure(web, provider, credentials, storage));
        } catch (IOException e) {
            throw new UploadException(
                    "Azure does not answer: " + PrintableText.of(String.valueOf(e.getMessage())),
                    "look at the name of the account and at the network",
                    e);
        }
    }

    private static String blob(String imageId) {
        return "image-factory-" + imageId + ".vhd";
    }

    private static String image(String imageId) {
        return "image-factory-" + imageId;
    }
}
