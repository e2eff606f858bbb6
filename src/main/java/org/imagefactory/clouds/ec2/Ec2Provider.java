package org.imagefactory.clouds.ec2;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.imagefactory.clouds.credentials.ProviderDefinition;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.plugin.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Where images go in Amazon's cloud, and who gets them.
 *
 * @param region where the image is made
 * @param copies regions that it is copied to
 * @param shares numbers of accounts that may start it, or {@code all}
 * @param bucket for who wants it to go through S3
 * @param name of the image
 * @param volumeType of the disk
 */
record Ec2Provider(
        String region,
        List<String> copies,
        List<String> shares,
        Optional<String> bucket,
        Optional<String> name,
        String volumeType) {

    private static final Pattern REGION =
            Pattern.compile("[a-z]{2,4}(?:-[a-z]{2,20}){1,3}-[0-9]{1,2}");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}|all");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9()\\[\\] ./'@_-]{3,128}");
    private static final Pattern VOLUME = Pattern.compile("[a-z0-9]{2,10}");

    Ec2Provider {
        copies = List.copyOf(copies);
        shares = List.copyOf(shares);
    }

    /**
     * @param definition a region, with {@code ec2-} before it or not, or a JSON object
     */
    static Ec2Provider of(String definition) throws ConfigurationException {
        String text = definition.strip();
        if (!text.startsWith("{")) {
            return checked(
                    new Ec2Provider(
                            text.replaceFirst("^ec2-", ""),
                            List.of(),
                            List.of(),
                            Optional.empty(),
                            Optional.empty(),
                            "gp3"));
        }
        Parameters settings = ProviderDefinition.read(text);
        return checked(
                new Ec2Provider(
                        settings.text("region")
                                .or(() -> settings.text("name"))
                                .orElse("")
                                .replaceFirst("^ec2-", ""),
                        texts(settings.values().get("copy_to")),
                        texts(settings.values().get("share_with")),
                        settings.text("bucket"),
                        settings.text("image_name"),
                        settings.text("volume_type").orElse("gp3")));
    }

    /** All regions that something is in. */
    Set<String> regions() {
        Set<String> all = new LinkedHashSet<>(List.of(region));
        all.addAll(copies);
        return all;
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Ec2Provider checked(Ec2Provider provider) throws ConfigurationException {
        for (String region : provider.regions()) {
            require(REGION, region, "names a region that is none, such as eu-west-1 is");
        }
        for (String account : provider.shares) {
            require(ACCOUNT, account, "shares with what is no account's number of 12 digits");
        }
        require(BUCKET, provider.bucket.orElse("aaa"), "names a bucket that is none");
        require(NAME, provider.name.orElse("aaa"), "has an image_name that EC2 does not take");
        require(VOLUME, provider.volumeType, "has a volume_type that is none");
        return provider;
    }

    private static void require(Pattern form, String value, String what)
            throws ConfigurationException {
        if (!form.matcher(value).matches()) {
            throw ProviderDefinition.wrong(what);
        }
    }
}
