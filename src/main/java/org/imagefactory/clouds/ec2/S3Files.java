package org.imagefactory.clouds.ec2;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.PrintableText;

/** Copies files into a bucket of S3, or of a storage that speaks like it. */
public final class S3Files {

    private static final Pattern TARGET =
            Pattern.compile(
                    "(?:s3://)?([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[A-Za-z0-9._-]+)*)/*");

    /** Where nobody says which, as in Amazon's own programs for S3. */
    private static final String REGION = "us-east-1";

    private final String target;
    private final String credentials;
    private final Map<String, String> environment;

    /** Gives for each file one that hears how far it is, from 0 to 1. */
    @FunctionalInterface
    public interface Progress {
        DoubleConsumer of(String file);
    }

    /**
     * @param target a bucket, and a folder in it
     * @param credentials empty for those that Amazon's own programs would use
     * @param environment may name region and address
     */
    public S3Files(String target, String credentials, Map<String, String> environment) {
        this.target = target;
        this.credentials = credentials;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Copies them in this order; those of the same names are replaced.
     *
     * @return the address of the folder
     */
    public String upload(List<Path> files, Progress progress)
            throws BuildException, InterruptedException {
        Matcher parts = TARGET.matcher(target);
        if (!parts.matches()) {
            throw new ConfigurationException(
                    "'%s' names no bucket and folder of S3, as images/debian does"
                            .formatted(PrintableText.of(target)),
                    "");
        }
        String folder = parts.group(2).isEmpty() ? "" : parts.group(2).substring(1) + "/";
        try (Web web = new Web()) {
            Aws aws =
                    new Aws(
                            web,
                            AwsCredentials.of(credentials, environment),
                            region(),
                            environment);
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                new S3Object(aws, parts.group(1), folder + name).upload(file, progress.of(name));
            }
        } catch (IOException e) {
            throw Ec2Push.broken(e);
        }
        return "s3://%s/%s".formatted(parts.group(1), folder);
    }

    private String region() {
        return Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> value.matches("[a-z0-9-]{2,40}"))
                .findFirst()
                .orElse(REGION);
    }
}
