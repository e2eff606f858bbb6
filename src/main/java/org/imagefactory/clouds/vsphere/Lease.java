package org.imagefactory.clouds.vsphere;

import java.io.IOException;
import java.nio.file.Path;
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
     * Uploads the disk; meanwhile vSphere is told how far it is.
     *
     * @param position hears how many bytes are sent
     */
    void upload(Path disk, long bytes, LongConsumer position)
            throws UploadException, IOException, InterruptedException {
        AtomicInteger percent = new AtomicInteger();
        ScheduledExecutorService news = Executors.newSingleThreadScheduledExecutor();
        Future<?> telling =
                news.scheduleWithFixedDelay(
                        () -> tell(percent.get()), NEWS_SECONDS, NEWS_SECONDS, TimeUnit.SECONDS);
        try {
            WebRequest request =
                    WebRequest.of("POST", session.complete(address()))
                            .with("Content-Type", "application/x-vnd.vmware-streamVmdk");
            WebAnswer answer =
                    session.web()
                            .send(
                                    request,
                                    disk,
                                    Sha256.newDigest(),
                                    sent -> {
                                        percent.set((int) (100 * sent / Math.max(1, bytes)));
                                        position.accept(sent);
                                    });
            if (!answer.isGood()) {
                throw new UploadException(
                        "vSphere does not take the disk: HTTP %d".formatted(answer.status()), "");
            }
        } finally {
            telling.cancel(true);
            news.shutdownNow();
        }
    }

    /** The machine is whole. */
    void complete() throws VSphereFault, IOException, InterruptedException {
        session.call(lease, "HttpNfcLeaseProgress", VSphereSession.element("percent", "100"));
        session.call(lease, "HttpNfcLeaseComplete", "");
    }

    /** What came half goes. */
    static void abort(VSphereSession session, ObjectRef lease)
            throws VSphereFault, IOException, InterruptedException {
        session.call(lease, "HttpNfcLeaseAbort", "");
    }

    private void tell(int percent) {
        try {
            session.call(
                    lease,
                    "HttpNfcLeaseProgress",
                    VSphereSession.element("percent", Integer.toString(percent)));
        } catch (VSphereFault | IOException e) {
            // the next one may arrive; where none does, the upload fails
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String address() throws UploadException {
        return info.each("deviceUrl").stream()
                .filter(url -> url.textOf("disk").equals("true"))
                .map(url -> url.textOf("url"))
                .findFirst()
                .orElseThrow(
                        () -> new UploadException("vSphere's lease has no address for a disk", ""));
    }
}
