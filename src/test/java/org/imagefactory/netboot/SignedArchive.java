package org.imagefactory.netboot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.Verify;

/** The signed files of a small Debian archive: what is published, and where. */
public final class SignedArchive {

    /** Of the release that every archive begins with. */
    public static final String DATE = "Sat, 12 Sep 2026 07:55:41 UTC";

    private static final String IMAGES = "main/installer-amd64/current/images/";
    private static final String NETBOOT = "netboot/debian-installer/amd64/";

    private final OpenPgp publisher;
    private final BiConsumer<String, byte[]> server;
    private byte[] kernel;
    private byte[] initrd;
    private String version = "20250803+deb13u7";
    private String date = DATE;
    private String more = "";

    /**
     * @param publisher signs
     * @param server gets each file with its path
     */
    public SignedArchive(
            OpenPgp publisher, BiConsumer<String, byte[]> server, byte[] kernel, byte[] initrd) {
        this.publisher = publisher;
        this.server = server;
        this.kernel = kernel.clone();
        this.initrd = initrd.clone();
    }

    /** The next release has these files. */
    public SignedArchive with(byte[] newKernel, byte[] newInitrd) {
        kernel = newKernel.clone();
        initrd = newInitrd.clone();
        return this;
    }

    /** The next release has this version of the installer, and this date. */
    public SignedArchive dated(String newVersion, String newDate) {
        version = newVersion;
        date = newDate;
        return this;
    }

    /** The next release file has more fields. */
    public SignedArchive field(String line) {
        more = line + "\n";
        return this;
    }

    /** Serves everything. */
    public SignedArchive publish() throws IOException, InterruptedException {
        return publishFiles().publishRelease(publisher.clearSign(release()));
    }

    /** Serves kernel, initrd and their digests, but not the release file. */
    public SignedArchive publishFiles() {
        put(IMAGES + NETBOOT + "linux", kernel);
        put(IMAGES + NETBOOT + "initrd.gz", initrd);
        put(IMAGES + "SHA256SUMS", bytes(sums()));
        return this;
    }

    /** Serves a release file. */
    public SignedArchive publishRelease(String text) {
        put("InRelease", bytes(text));
        return this;
    }

    /** The text of the release file, without a signature. */
    public String release() {
        Map<String, byte[]> lists = new LinkedHashMap<>();
        lists.put("main/installer-amd64/20200101/images/SHA256SUMS", bytes("older"));
        lists.put(IMAGES.replace("current", version) + "SHA256SUMS", bytes(sums()));
        lists.put(IMAGES + "SHA256SUMS", bytes(sums()));
        StringBuilder text = new StringBuilder();
        text.append("Origin: Test\nSuite: stable\nCodename: trixie\n");
        text.append("Date: ").append(date).append('\n').append(more);
        text.append("MD5Sum:\n 0123456789abcdef0123456789abcdef 12 ").append(IMAGES);
        text.append("SHA256SUMS\nSHA256:\n");
        lists.forEach(
                (path, bytes) ->
                        text.append(' ')
                                .append(sha256(bytes))
                                .append(" %8d ".formatted(bytes.length))
                                .append(path)
                                .append('\n'));
        return text.toString();
    }

    /** The list of digests, in the form of sha256sum(1). */
    public String sums() {
        return "%s  ./%slinux\n%s  ./%sinitrd.gz\n%s  ./netboot/gtk/linux\n"
                .formatted(
                        sha256(kernel),
                        NETBOOT,
                        sha256(initrd),
                        NETBOOT,
                        sha256(bytes("another kernel")));
    }

    /** The keys that name the chain. */
    public static Map<String, String> keys(String base) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("linux", base + IMAGES + NETBOOT + "linux");
        keys.put("initrd", base + IMAGES + NETBOOT + "initrd.gz");
        keys.put("checksums", base + IMAGES + "SHA256SUMS");
        keys.put("release", base + "InRelease");
        return keys;
    }

    /** The same as a specification. */
    static Verification verification(Verify mode, String base, Path keyring) {
        return new Verification(
                mode,
                Optional.of(SourceUri.parse(keys(base).getOrDefault("checksums", ""))),
                Optional.empty(),
                Optional.of(SourceUri.parse(keys(base).getOrDefault("release", ""))),
                Optional.of(keyring),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void put(String path, byte[] bytes) {
        server.accept(path, bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
