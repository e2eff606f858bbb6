package org.imagefactory.clouds.ec2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.imagefactory.clouds.http.WebContent;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.spec.Sha256;

/**
 * Signs requests for Amazon, by version 4 of its signatures. Paths and queries of requests have to
 * be encoded already, and the queries' names in order.
 */
final class AwsSignature {

    /** Header with the digest of the content; computed unless it is there. */
    static final String CONTENT = "x-amz-content-sha256";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final AwsCredentials credentials;
    private final String region;
    private final String service;
    private final Clock clock;

    AwsSignature(AwsCredentials credentials, String region, String service, Clock clock) {
        this.credentials = credentials;
        this.region = region;
        this.service = service;
        this.clock = clock;
    }

    /** The same with the headers that make it valid for some minutes. */
    WebRequest sign(WebRequest request) {
        String time = TIME.format(Instant.now(clock));
        WebRequest dated = request.with("x-amz-date", time);
        if (!credentials.token().isEmpty()) {
            dated = dated.with("x-amz-security-token", credentials.token());
        }
        if (!dated.headers().containsKey(CONTENT)) {
            dated = dated.with(CONTENT, digest(dated));
        }
        URI address = URI.create(dated.address());
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put("host", address.getRawAuthority());
        for (Map.Entry<String, String> header : dated.headers().entrySet()) {
            headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().strip());
        }
        String names = String.join(";", headers.keySet());
        String canonical =
                String.join(
                        "\n",
                        request.method(),
                        address.getRawPath().isEmpty() ? "/" : address.getRawPath(),
                        address.getRawQuery() == null ? "" : address.getRawQuery(),
                        headers.entrySet().stream()
                                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                                .collect(Collectors.joining()),
                        names,
                        String.valueOf(headers.get(CONTENT)));
        String day = time.substring(0, 8);
        String scope = "%s/%s/%s/aws4_request".formatted(day, region, service);
        String text = String.join("\n", ALGORITHM, time, scope, Sha256.of(canonical).hex());
        byte[] key = ("AWS4" + credentials.secret()).getBytes(UTF_8);
        for (String part : new String[] {day, region, service, "aws4_request", text}) {
            key = hmac(key, part);
        }
        return dated.with(
                "Authorization",
                "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                        .formatted(
                                ALGORITHM,
                                credentials.accessKey(),
                                scope,
                                names,
                                HexFormat.of().formatHex(key)));
    }

    private static String digest(WebRequest request) {
        MessageDigest digest = Sha256.newDigest();
        if (request.content().isPresent()) {
            WebContent content = request.content().get();
            try {
                content.write(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            } catch (IOException e) {
                // sending it will fail the same way, and that is told
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return Sha256.ofBytes(digest.digest()).hex();
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
