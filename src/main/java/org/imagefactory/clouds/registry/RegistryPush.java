package org.imagefactory.clouds.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.clouds.credentials.CredentialsXml;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.UploadException;
import org.imagefactory.plugin.CheckJob;
import org.imagefactory.plugin.CheckJob.Result;
import org.imagefactory.plugin.DeletionJob;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.plugin.Pushed;

/**
 * Brings images for containers to registries, and removes them there. An image is called {@code
 * HOST/REPOSITORY@DIGEST} there, which is what other programs pull it by.
 */
public final class RegistryPush {

    private static final String ACTIVITY = "Uploading the image to the registry";
    private static final Pattern IDENTIFIER =
            Pattern.compile("[^/]{1,300}/([^@]{1,300})@(sha256:[0-9a-f]{64})");

    private final Map<String, String> environment;

    /**
     * @param environment says where credentials are that users have for other programs
     */
    public RegistryPush(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Whether credentials are of the form that is for registries. */
    public static boolean knowsCredentials(String credentials) {
        return CredentialsXml.isFor(credentials, RegistryCredentials.ELEMENT)
                || credentials.contains("\"auths\"");
    }

    /**
     * Pushes one.
     *
     * @param archive an OCI image layout that is not compressed as a whole
     */
    public Pushed push(PushJob job, Path archive) throws BuildException, InterruptedException {
        RegistryProvider provider = RegistryProvider.of(job.provider());
        RegistryCredentials credentials =
                RegistryCredentials.of(job.credentials(), provider.host(), environment);
        try (Web web = provider.web()) {
            OciArchive image = OciArchive.read(archive);
            String name =
                    provider.repository(job.parameters().text("repository").orElse(image.name()));
            List<String> tags = provider.tags();
            if (tags.isEmpty()) {
                tags = List.of(job.parameters().text("tag").orElse(image.tag()));
            }
            Registry registry = registry(web, credentials, provider, name);
            long all = Math.max(1, image.parts().stream().mapToLong(OciArchive.Part::bytes).sum());
            long before = 0;
            for (OciArchive.Part part : image.parts()) {
                double begin = before;
                job.progress(ACTIVITY, 0.98 * begin / all);
                if (registry.has(part.digest())) {
                    job.log("the registry has %s already".formatted(part.digest()));
                } else {
                    registry.upload(
                            part,
                            archive,
                            there -> job.progress(ACTIVITY, 0.98 * (begin + there) / all));
                }
                before += part.bytes();
            }
            byte[] manifest = image.manifest().getBytes(StandardCharsets.UTF_8);
            for (String tag : tags) {
                registry.tag(tag, image.type(), manifest, image.digest());
            }
            job.setProperty("registry_tags", tags);
            return new Pushed(
                    "%s/%s@%s".formatted(provider.host(), name, image.digest()),
                    credentials.isSomebody() ? credentials.user() : "anonymous");
        } catch (IOException e) {
            throw broken(provider, e);
        }
    }

    /** Removes one, with all its tags. */
    public void delete(DeletionJob job) throws BuildException, InterruptedException {
        Matcher image = IDENTIFIER.matcher(job.identifierOnProvider().orElse(""));
        if (!image.matches()) {
            return; // it never became one
        }
        RegistryProvider provider = RegistryProvider.of(job.provider());
        RegistryCredentials credentials =
                RegistryCredentials.of(job.credentials().orElse(""), provider.host(), environment);
        try (Web web = provider.web()) {
            registry(web, credentials, provider, image.group(1)).delete(image.group(2));
        } catch (IOException e) {
            throw broken(provider, e);
        }
    }

    /** Tries one. */
    public void check(CheckJob job) throws BuildException, InterruptedException {
        RegistryProvider provider = RegistryProvider.of(job.provider());
        RegistryCredentials credentials =
                RegistryCredentials.of(job.credentials(), provider.host(), environment);
        if (provider.repository().isEmpty()) {
            throw new ConfigurationException(
                    "the definition of the registry names no repository, and rights"
                            + " are those for one: HOST/REPOSITORY",
                    "");
        }
        String name = provider.repository().get();
        try (Web web = provider.web().hurried()) {
            Registry registry = registry(web, credentials, provider, name);
            int tags = registry.tags().size();
            job.tell(
                    "login",
                    Result.OK,
                    credentials.isSomebody()
                            ? "signed in as " + credentials.user()
                            : "the registry asks nobody who he is");
            job.tell("repository", Result.OK, "%s has %d tags".formatted(name, tags));
            registry.tryPush();
            job.tell("rights", Result.OK, "uploads may be begun; one was, and was given up");
            job.tell("quota", Result.UNKNOWN, "registries do not tell one");
        } catch (IOException e) {
            throw broken(provider, e);
        }
    }

    private static Registry registry(
            Web web, RegistryCredentials credentials, RegistryProvider provider, String name) {
        RegistrySession session = new RegistrySession(web, credentials, provider.address(), name);
        return new Registry(session, provider.address(), name);
    }

    private static UploadException broken(RegistryProvider provider, IOException e) {
        return new UploadException(
                "the registry %s does not answer: %s"
                        .formatted(
                                provider.host(), PrintableText.of(String.valueOf(e.getMessage()))),
                "look at its address, its certificate and the network; one without TLS has"
                        + " http:// before its name",
                e);
    }
}
