package org.imagefactory.clouds.vsphere;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.imagefactory.clouds.http.Uninterrupted;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.UploadException;

/**
 * Makes a template of a machine of a description and a disk. What came half is removed again. An
 * import that breaks off, or whose session ends, for the lease ends with it, begins anew.
 */
final class Import {

    private final VSphereSession session;
    private final VSphereProvider provider;
    private final Inventory inventory;
    private final Consumer<String> log;
    private final List<String> left = new ArrayList<>();

    /**
     * @param log hears what is left behind
     */
    Import(VSphereSession session, VSphereProvider provider, Consumer<String> log) {
        this.session = session;
        this.provider = provider;
        this.inventory = new Inventory(session, provider);
        this.log = log;
    }

    /**
     * @param ovf describes the machine
     * @param done hears which part is
     */
    ObjectRef run(String name, String ovf, Path disk, DoubleConsumer done)
            throws VSphereFault, UploadException, IOException, InterruptedException {
        try {
            for (int failures = 1; ; failures++) {
                try {
                    return once(name, ovf, disk, done);
                } catch (VSphereFault | IOException e) {
                    if (!mayPass(e) || !session.web().isWorthAnotherTry(failures)) {
                        throw e;
                    }
                    log.accept(
                            "the import breaks off, and begins anew: "
                                    + PrintableText.of(String.valueOf(e.getMessage())));
                }
            }
        } finally {
            left.forEach(log);
        }
    }

    private static boolean mayPass(Exception failure) {
        return failure instanceof VSphereFault fault
                ? fault.is(VSphereFault.GONE)
                : failure instanceof IOException io && Web.mayPass(io);
    }

    private ObjectRef once(String name, String ovf, Path disk, DoubleConsumer done)
            throws VSphereFault, UploadException, IOException, InterruptedException {
        if (!left.isEmpty()) {
            for (ObjectRef machine : inventory.machines(name)) {
                VSpherePlugin.destroy(session, machine);
            }
            left.clear();
        }
        ObjectRef pool = inventory.pool();
        ObjectRef folder = inventory.folder();
        SoapXml spec = spec(name, ovf, pool);
        ObjectRef lease =
                session.call(pool, "ImportVApp", spec.write("spec") + folder.xml("folder"))
                        .reference("returnval")
                        .orElseThrow(() -> new UploadException("vSphere gives no lease", ""));
        boolean whole = false;
        Optional<ObjectRef> machine = Optional.empty();
        try {
            Lease ready = Lease.ready(session, lease);
            machine = Optional.of(ready.machine());
            long bytes = Files.size(disk);
            ready.upload(disk, bytes, sent -> done.accept((double) sent / Math.max(1, bytes)));
            ready.complete();
            if (provider.settings().bool("template").orElse(true)) {
                session.call(ready.machine(), "MarkAsTemplate", "");
            }
            whole = true;
            return ready.machine();
        } finally {
            if (!whole) {
                giveBack(lease, machine);
            }
        }
    }

    private SoapXml spec(String name, String ovf, ObjectRef pool)
            throws VSphereFault, UploadException, IOException, InterruptedException {
        String parameters =
                VSphereSession.element("ovfDescriptor", ovf)
                        + pool.xml("resourcePool")
                        + inventory.datastore().xml("datastore")
                        + "<cisp>"
                        + VSphereSession.element("locale", "")
                        + VSphereSession.element("deploymentOption", "")
                        + VSphereSession.element("entityName", name)
                        + "<networkMapping>"
                        + VSphereSession.element("name", "VM Network")
                        + inventory.network().xml("network")
                        + "</networkMapping>"
                        + VSphereSession.element("diskProvisioning", "thin")
                        + "</cisp>";
        SoapXml answer =
                session.call(session.service("ovfManager"), "CreateImportSpec", parameters);
        List<SoapXml> errors =
                answer.find("returnval").map(result -> result.each("error")).orElse(List.of());
        if (!errors.isEmpty()) {
            throw new UploadException(
                    "vSphere does not take the description of the machine: "
                            + PrintableText.of(errors.get(0).textOf("localizedMessage")),
                    "");
        }
        return answer.find("importSpec")
                .orElseThrow(
                        () -> new UploadException("vSphere makes nothing of the description", ""));
    }

    /** An interrupt must not keep half a machine there. */
    private void giveBack(ObjectRef lease, Optional<ObjectRef> machine) {
        Uninterrupted.run(
                () -> Lease.abort(session, lease),
                failure ->
                        left.add(
                                "the lease %s ends by itself: %s"
                                        .formatted(lease.value(), failure.getMessage())));
        machine.ifPresent(
                made ->
                        Uninterrupted.run(
                                () -> VSpherePlugin.destroy(session, made),
                                failure ->
                                        left.add(
                                                "the machine %s is left in vSphere: %s"
                                                        .formatted(
                                                                made.value(),
                                                                failure.getMessage()))));
    }
}
