package org.imagefactory.clouds.vsphere;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.UploadException;
import org.imagefactory.spec.Sha256;

/**
 * What vSphere gives who brings a machine's disk: an address for it, for as long as progress is
 * told of.
 */
final class Lease {

    /** A lease ends after five minutes without news. */
    private static final long NEWS_SECONDS = 20;

    private static final String SHA256 = "sha256";

    private static final int LOOKS = 120;
    private static final long PAUSE_MILLIS = 1000;

    private final VSphereSession session;
    private final ObjectRef lease;
    private final SoapXml info;

    private Lease(VSphereSession session, ObjectRef lease, SoapXml info) {
        this.session = session;
        this.lease = lease;
        this.info = info;
    }

    /**
     * Waits until the lease is ready.
     *
     * @throws UploadException vSphere cannot make the machine
     */
    static Lease ready(VSphereSession session, ObjectRef lease)
            throws VSphereFault, UploadException, IOException, InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            Map<String, SoapXml> now = session.properties(lease, "state", "info", "error");
            String state = Optional.ofNullable(now.get("state")).map(SoapXml::text).orElse("");
            if (state.equals("ready") && now.containsKey("info")) {
                return new Lease(session, lease, now.get("info"));
            }
            if (!state.equals("initializing")) {
                SoapXml error = now.get("error");
                throw new UploadException(
                        "vSphere does not make the machine: "
                                + PrintableText.of(
                                        error == null
                                                ? "its lease is " + state
                                                : error.textOf("localizedMessage")),
                        "");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new UploadException("vSphere has not begun to make the machine in two minutes", "");
    }

    /** The machine that is made. */
    ObjectRef machine() throws UploadException {
        return info.reference("entity")
                .orElseThrow(() -> new UploadException("vSphere's lease names no machine", ""));
    }

    /**
     * Uploads the disk; meanwhile vSphere is told how far it is. Where it computes checksums, since
     * 6.7, that of what arrived is compared.
     *
     * @param position hears how many bytes are sent
     */
    void upload(Path disk, long bytes, LongConsumer position)
            throws VSphereFault, UploadException, IOException, InterruptedException {
        SoapXml place = place();
        boolean summed = isSummed(place);
        MessageDigest digest = Sha256.newDigest();
        AtomicInteger percent = new AtomicInteger();
        ScheduledExecutorService news = Executors.newSingleThreadScheduledExecutor();
        Future<?> telling =
                news.scheduleWithFixedDelay(
                        () -> tell(percent.get()), NEWS_SECONDS, NEWS_SECONDS, TimeUnit.SECONDS);
        try {
            WebRequest request =
                    WebRequest.of("POST", session.complete(place.textOf("url")))
                            .with("Content-Type", "application/x-vnd.vmware-streamVmdk");
            WebAnswer answer =
                    session.web()
                            .send(
                                    request,
                                    disk,
                                    digest,
                                    sent -> {
                                        percent.set((int) (100 * sent / Math.max(1, bytes)));
                                        position.accept(sent);
                                    });
            if (!answer.isGood()) {
                throw new UploadException(
                        "vSphere does not take the disk: " + reason("HTTP " + answer.status()), "");
            }
        } finally {
            telling.cancel(true);
            news.shutdownNow();
        }
        if (summed) {
            compare(HexFormat.of().formatHex(digest.digest()));
        }
    }

    /** In vSphere's words, where it has some. */
    private String reason(String otherwise)
            throws UploadException, IOException, InterruptedException {
        try {
            SoapXml error = session.properties(lease, "error").get("error");
            String said = error == null ? "" : error.textOf("localizedMessage");
            return said.isBlank() ? otherwise : PrintableText.of(said);
        } catch (VSphereFault e) {
            return otherwise;
        }
    }

    /** Whether vSphere will know the digest of what comes. */
    private boolean isSummed(SoapXml place)
            throws UploadException, IOException, InterruptedException {
        try {
            session.call(
                    lease,
                    "HttpNfcLeaseSetManifestChecksumType",
                    "<deviceUrlsToChecksumTypes>%s%s</deviceUrlsToChecksumTypes>"
                            .formatted(
                                    VSphereSession.element("key", place.textOf("key")),
                                    VSphereSession.element("value", SHA256)));
            return true;
        } catch (VSphereFault e) {
            return false; // older ones know no such thing
        }
    }

    private void compare(String sent)
            throws VSphereFault, UploadException, IOException, InterruptedException {
        SoapXml manifest = session.call(lease, "HttpNfcLeaseGetManifest", "");
        for (SoapXml entry : manifest.each("returnval")) {
            String arrived = entry.textOf("checksum");
            if (entry.textOf("disk").equals("true")
                    && entry.textOf("checksumType").equals(SHA256)
                    && !arrived.isEmpty()
                    && !arrived.equalsIgnoreCase(sent)) {
                throw new UploadException(
                        "other bytes have arrived at vSphere than were sent: SHA-256 %s in place of %s"
                                .formatted(PrintableText.of(arrived), sent),
                        "try again; if it happens again, look at the network and the datastore");
            }
        }
    }

    /** The machine is whole. */
    void complete() throws VSphereFault, UploadException, IOException, InterruptedException {
        session.call(lease, "HttpNfcLeaseProgress", VSphereSession.element("percent", "100"));
        session.call(lease, "HttpNfcLeaseComplete", "");
    }

    /** What came half goes. */
    static void abort(VSphereSession session, ObjectRef lease)
            throws VSphereFault, UploadException, IOException, InterruptedException {
        session.call(lease, "HttpNfcLeaseAbort", "");
    }

    private void tell(int percent) {
        try {
            session.call(
                    lease,
                    "HttpNfcLeaseProgress",
                    VSphereSession.element("percent", Integer.toString(percent)));
        } catch (VSphereFault | UploadException | IOException e) {
            // the next one may arrive; where none does, the upload fails
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SoapXml place() throws UploadException {
        return info.each("deviceUrl").stream()
                .filter(url -> url.textOf("disk").equals("true"))
                .findFirst()
                .orElseThrow(
                        () -> new UploadException("vSphere's lease has no address for a disk", ""));
    }
}
