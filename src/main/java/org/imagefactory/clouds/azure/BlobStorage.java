package org.imagefactory.clouds.azure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.imagefactory.clouds.disk.WrittenRanges;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebContent;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.clouds.http.WebRules;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.UploadException;

/** Disks as page blobs in a storage account of Azure, by version 2021-08-06 of its interface. */
final class BlobStorage implements WebRules {

    private static final String VERSION = "2021-08-06";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** The most that one request may write. */
    private static final int PIECE = 4 << 20;

    /** Pages are what a blob consists of. */
    private static final int PAGE = 512;

    private final Web web;
    private final String address;
    private final String account;
    private final Optional<String> query;
    private final Optional<byte[]> key;

    /**
     * @param address of the account's blobs
     */
    BlobStorage(Web web, String address, AzureCredentials credentials)
            throws ConfigurationException {
        this.web = web;
        this.address = address;
        this.account = credentials.get("storage_account");
        this.query = credentials.find("sas_token").map(token -> token.replaceFirst("^\\?", ""));
        try {
            this.key =
                    query.isPresent()
                            ? Optional.empty()
                            : Optional.of(
                                    Base64.getDecoder().decode(credentials.get("storage_key")));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("the storage key for Azure is no text in base64", "");
        }
    }

    /** The address of a blob, without what signs in. */
    String url(String container, String name) {
        return "%s/%s/%s".formatted(address, container, name);
    }

    /** Whether a container can be looked at. */
    WebAnswer look(String container) throws IOException, InterruptedException {
        return ask(
                WebRequest.of(
                        "GET",
                        address + "/" + container + "?comp=list&maxresults=1&restype=container"));
    }

    /**
     * Makes a blob of a disk; of what is zero nothing is sent.
     *
     * @param build marks the blob
     * @param position hears how far in the disk all is there
     */
    void upload(String container, String name, Path disk, String build, LongConsumer position)
            throws UploadException, IOException, InterruptedException {
        String url = url(container, name);
        long bytes = Files.size(disk);
        if (bytes % PAGE != 0) {
            throw new UploadException("the disk for Azure is no whole number of pages", "");
        }
        require(
                ask(
                        WebRequest.of("PUT", url)
                                .with("x-ms-blob-type", "PageBlob")
                                .with("x-ms-blob-content-length", Long.toString(bytes))
                                .with("x-ms-meta-imagefactory", build)),
                "Azure does not make the blob");
        WrittenRanges.<UploadException>each(
                disk,
                PIECE,
                PAGE,
                (offset, piece) -> {
                    WebRequest request =
                            WebRequest.of("PUT", url + "?comp=page")
                                    .sending("application/octet-stream", WebContent.of(piece))
                                    .with("Content-MD5", md5(piece))
                                    .with("x-ms-page-write", "update")
                                    .with(
                                            "x-ms-range",
                                            "bytes=%d-%d"
                                                    .formatted(offset, offset + piece.length - 1));
                    require(ask(request), "Azure does not take a part of the disk");
                    position.accept(offset + piece.length);
                });
        position.accept(bytes);
    }

    /** Removes a blob; done if it is gone already. */
    void delete(String container, String name)
            throws UploadException, IOException, InterruptedException {
        WebAnswer answer = ask(WebRequest.of("DELETE", url(container, name)));
        if (answer.status() != 404) {
            require(answer, "Azure does not delete the blob");
        }
    }

    private WebAnswer ask(WebRequest request) throws IOException, InterruptedException {
        return web.ask(request, this);
    }

    static void require(WebAnswer answer, String what) throws UploadException {
        if (!answer.isGood()) {
            throw new UploadException(what + ": " + AzureFailure.sentence(answer), "");
        }
    }

    @Override
    public boolean isPassing(WebAnswer answer) {
        return WebRules.PASSING.contains(answer.status()) || answer.status() == 500;
    }

    /** With the time, and signed: an old signature counts no more. */
    @Override
    public WebRequest prepared(WebRequest request) {
        WebRequest dated =
                request.with("x-ms-version", VERSION)
                        .with("x-ms-date", DATE.format(Clock.systemUTC().instant()));
        if (key.isEmpty()) {
            String mark = request.address().contains("?") ? "&" : "?";
            return dated.at(dated.address() + mark + query.orElse(""));
        }
        return dated.with("Authorization", "SharedKey %s:%s".formatted(account, sign(dated)));
    }

    private String sign(WebRequest request) {
        long length = request.content().map(WebContent::bytes).orElse(0L);
        Map<String, String> headers = new TreeMap<>();
        request.headers()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        StringBuilder text = new StringBuilder(request.method()).append("\n\n\n");
        text.append(length == 0 ? "" : length).append('\n');
        text.append(headers.getOrDefault("content-md5", "")).append('\n');
        text.append(headers.getOrDefault("content-type", "")).append("\n\n\n\n\n\n\n");
        headers.forEach(
                (name, value) -> {
                    if (name.startsWith("x-ms-")) {
                        text.append(name).append(':').append(value).append('\n');
                    }
                });
        String path = request.address().replaceFirst("^https?://[^/]*", "");
        String[] parts = path.split("\\?", 2);
        text.append('/').append(account).append(parts[0]);
        if (parts.length > 1) {
            Map<String, String> parameters = new TreeMap<>();
            for (String each : parts[1].split("&", -1)) {
                parameters.put(each.replaceFirst("=.*", ""), each.replaceFirst("[^=]*=?", ""));
            }
            parameters.forEach(
                    (name, value) -> text.append('\n').append(name).append(':').append(value));
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.orElseThrow(), "HmacSHA256"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Not for secrecy: Azure compares what arrives with it. */
    private static String md5(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
