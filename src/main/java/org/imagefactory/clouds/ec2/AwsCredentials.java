package org.imagefactory.clouds.ec2;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.clouds.credentials.CredentialsXml;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.files.RegularFile;
import org.jspecify.annotations.Nullable;

/**
 * Who asks Amazon. The text of the credentials is an XML document with {@code ec2_credentials}, or
 * sections and lines as in {@code ~/.aws/credentials}; an empty one leaves it to the variables and
 * the file that Amazon's own programs have.
 *
 * @param accessKey the public part
 * @param secret secret
 * @param token secret, of those that hold for a while only; mostly empty
 * @param account number of it, with or without dashes; may be empty
 */
record AwsCredentials(String accessKey, String secret, String token, String account) {

    /** What the document has for this cloud. */
    static final String ELEMENT = "ec2_credentials";

    private static final int LONGEST = 1 << 20;

    private static final String NEEDED =
            "the credentials for AWS need an XML document with <ec2_credentials> and <access_key>,"
                    + " <secret_access_key> in it; or an empty file, and the variables"
                    + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or a profile in"
                    + " ~/.aws/credentials";

    /**
     * @throws ConfigurationException something is missing; the message has nothing of the text
     */
    static AwsCredentials of(String text, Map<String, String> environment)
            throws ConfigurationException {
        String plain = text.strip();
        String profile = environment.getOrDefault("AWS_PROFILE", "default");
        if (plain.startsWith("<")) {
            Map<String, String> values =
                    CredentialsXml.read(plain, ELEMENT).orElseThrow(AwsCredentials::wrong);
            return made(
                    values.get("access_key"),
                    values.get("secret_access_key"),
                    values.get("session_token"),
                    values.get("account_number"));
        }
        if (!plain.isEmpty()) {
            return ofFile(plain, profile);
        }
        if (environment.containsKey("AWS_ACCESS_KEY_ID")) {
            return made(
                    environment.get("AWS_ACCESS_KEY_ID"),
                    environment.get("AWS_SECRET_ACCESS_KEY"),
                    environment.get("AWS_SESSION_TOKEN"),
                    "");
        }
        try {
            Optional<Path> file = file(environment);
            if (file.isEmpty() || !Files.isRegularFile(file.get())) {
                throw wrong();
            }
            byte[] content = RegularFile.read(file.get().toRealPath(), LONGEST);
            return ofFile(new String(content, StandardCharsets.UTF_8), profile);
        } catch (IOException | InvalidPathException e) {
            throw wrong();
        }
    }

    /** Whether a text has this form. */
    static boolean isForm(String text) {
        return CredentialsXml.isFor(text, ELEMENT) || text.contains("aws_access_key_id");
    }

    private static Optional<Path> file(Map<String, String> environment) {
        String named = environment.getOrDefault("AWS_SHARED_CREDENTIALS_FILE", "");
        String home = environment.getOrDefault("HOME", "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        return home.isEmpty()
                ? Optional.empty()
                : Optional.of(Path.of(home, ".aws", "credentials"));
    }

    private static AwsCredentials ofFile(String text, String profile)
            throws ConfigurationException {
        Map<String, String> values = new HashMap<>();
        boolean inside = !text.stripLeading().startsWith("[");
        for (String line : text.split("\n", -1)) {
            String plain = line.strip();
            int equals = plain.indexOf('=');
            if (plain.startsWith("[")) {
                inside = plain.equals("[" + profile + "]");
            } else if (inside && equals > 0 && !plain.startsWith("#")) {
                values.put(plain.substring(0, equals).strip(), plain.substring(equals + 1).strip());
            }
        }
        return made(
                values.get("aws_access_key_id"),
                values.get("aws_secret_access_key"),
                values.get("aws_session_token"),
                "");
    }

    private static AwsCredentials made(
            @Nullable String key,
            @Nullable String secret,
            @Nullable String token,
            @Nullable String account)
            throws ConfigurationException {
        if (key == null || secret == null || !key.matches("\\w{4,128}") || secret.isEmpty()) {
            throw wrong();
        }
        return new AwsCredentials(
                key, secret, token == null ? "" : token, account == null ? "" : account);
    }

    private static ConfigurationException wrong() {
        return new ConfigurationException(NEEDED, "");
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "credentials for AWS";
    }
}
