package org.imagefactory.clouds.vsphere;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.UploadException;

/** Finds by their names the things of a vSphere that a machine needs. */
final class Inventory {

    private final VSphereSession session;
    private final VSphereProvider provider;

    Inventory(VSphereSession session, VSphereProvider provider) {
        this.session = session;
        this.provider = provider;
    }

    ObjectRef datastore() throws VSphereFault, UploadException, IOException, InterruptedException {
        return one("datastore", "Datastore", "");
    }

    /** That of a cluster or host, whose own ones all have the same name, or one by its name. */
    ObjectRef pool() throws VSphereFault, UploadException, IOException, InterruptedException {
        if (provider.name("cluster").isEmpty()) {
            return one("resource_pool", "ResourcePool", "Resources");
        }
        Map<ObjectRef, Map<String, SoapXml>> hosts =
                new LinkedHashMap<>(session.all("ClusterComputeResource"));
        hosts.putAll(session.all("ComputeResource"));
        ObjectRef host = one("cluster", "cluster or host", hosts, "");
        return Optional.ofNullable(session.properties(host, "resourcePool").get("resourcePool"))
                .map(SoapXml::asReference)
                .orElseThrow(() -> new UploadException("the cluster shows no resource pool", ""));
    }

    ObjectRef network() throws VSphereFault, UploadException, IOException, InterruptedException {
        return one("network_name", "Network", "VM Network");
    }

    /** That of a data centre for machines, where no folder is named. */
    ObjectRef folder() throws VSphereFault, UploadException, IOException, InterruptedException {
        if (provider.name("folder").isPresent()) {
            return one("folder", "Folder", "");
        }
        ObjectRef centre = one("datacenter", "Datacenter", "");
        return Optional.ofNullable(session.properties(centre, "vmFolder").get("vmFolder"))
                .map(SoapXml::asReference)
                .orElseThrow(
                        () ->
                                new UploadException(
                                        "the data centre shows no folder for machines", ""));
    }

    /** Machines of this name. */
    List<ObjectRef> machines(String name)
            throws VSphereFault, UploadException, IOException, InterruptedException {
        return named(session.all("VirtualMachine"), name);
    }

    /**
     * @param usual name where several are there and none is named; empty for none
     */
    private ObjectRef one(String key, String type, String usual)
            throws VSphereFault, UploadException, IOException, InterruptedException {
        return one(key, type, session.all(type), usual);
    }

    private ObjectRef one(
            String key, String type, Map<ObjectRef, Map<String, SoapXml>> all, String usual)
            throws UploadException {
        Optional<String> wanted = provider.name(key);
        List<ObjectRef> found =
                wanted.isPresent() ? named(all, wanted.get()) : List.copyOf(all.keySet());
        if (wanted.isEmpty() && found.size() > 1 && !usual.isEmpty()) {
            found = named(all, usual);
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        String names =
                String.join(
                        ", ",
                        all.values().stream()
                                .map(Inventory::name)
                                .distinct()
                                .sorted()
                                .limit(20)
                                .toList());
        throw new UploadException(
                "vSphere has %s %s%s, so it is open where the image goes"
                        .formatted(
                                found.isEmpty() ? "no" : "several objects of type",
                                type,
                                wanted.map(name -> " '%s'".formatted(PrintableText.of(name)))
                                        .orElse("")),
                "set '%s' in the definition of the provider; there are: %s".formatted(key, names));
    }

    private static List<ObjectRef> named(Map<ObjectRef, Map<String, SoapXml>> all, String name) {
        return all.entrySet().stream()
                .filter(each -> name(each.getValue()).equals(name))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Slashes and percent signs of names are escaped there. */
    private static String name(Map<String, SoapXml> properties) {
        SoapXml name = properties.get("name");
        String text = name == null ? "" : name.text();
        return PrintableText.of(text.replace("%2f", "/").replace("%5c", "\\").replace("%25", "%"));
    }
}
