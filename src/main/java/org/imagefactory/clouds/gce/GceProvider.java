package org.imagefactory.clouds.gce;

import java.util.Optional;
import org.imagefactory.clouds.credentials.ProviderDefinition;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.plugin.Parameters;

/**
 * Where images go.
 *
 * @param bucket for the archive while the image is made
 * @param project that gets the image; without one that of the service account
 * @param settings all that was said: {@code storage-url} and {@code compute-url} in place of
 *     Google's own
 */
record GceProvider(String bucket, Optional<String> project, Parameters settings) {

    /**
     * @param definition a JSON object with {@code bucket}; any other text is the bucket
     */
    static GceProvider of(String definition) throws ConfigurationException {
        boolean plain = !definition.stripLeading().startsWith("{");
        Parameters settings = plain ? Parameters.NONE : ProviderDefinition.read(definition);
        String bucket = plain ? definition.strip() : settings.text("bucket").orElse("");
        if (!bucket.matches("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]")) {
            throw ProviderDefinition.wrong("needs 'bucket', the name of one");
        }
        Optional<String> project = settings.text("project").filter(text -> !text.isBlank());
        if (!project.orElse("a").matches("[a-z0-9.:-]{1,100}")) {
            throw ProviderDefinition.wrong("has an impossible project");
        }
        return new GceProvider(bucket, project, settings);
    }

    /** An address without slashes at its end. */
    String address(String key, String usual) throws ConfigurationException {
        return ProviderDefinition.address(settings, key, usual);
    }
}
