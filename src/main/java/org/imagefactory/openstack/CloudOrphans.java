package org.imagefactory.openstack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.HostException;
import org.imagefactory.machine.Orphans;

/**
 * Instances, images and floating addresses of builds in a project of a cloud. What is shared by
 * builds, and what was pushed there, is nobody's orphan.
 */
public final class CloudOrphans implements Orphans {

    private static final String INSTANCE = "instance";
    private static final String IMAGE = "image";
    private static final String ADDRESS = "floating address";

    private final CloudAccess access;
    private final Optional<String> name;

    /**
     * @param name of the cloud in clouds.yaml; empty for the usual one
     */
    public CloudOrphans(CloudAccess access, Optional<String> name) {
        this.access = access;
        this.name = name;
    }

    @Override
    public List<Found> find() throws HostException, InterruptedException {
        Cloud cloud = access.cloud(name);
        return Cloud.ask(
                "looking for what builds left in OpenStack",
                () -> {
                    List<Found> all = new ArrayList<>();
                    for (Server server : cloud.nova().all()) {
                        add(all, INSTANCE, server.id(), server.record(), server.metadata());
                    }
                    for (Map<?, ?> image : cloud.glance().ownImages()) {
                        add(all, IMAGE, String.valueOf(image.get("id")), image, image);
                    }
                    for (FloatingAddress address : cloud.neutron().addresses()) {
                        Ownership.parse(address.owner())
                                .map(owner -> owner.seenFrom(access.host()))
                                .map(o -> new Found(ADDRESS, address.address(), address.id(), o))
                                .ifPresent(all::add);
                    }
                    return all;
                });
    }

    private void add(
            List<Found> all, String kind, String id, Map<?, ?> record, Map<?, ?> properties) {
        if (properties.containsKey(Cloud.MACHINE)) {
            Ownership.of(properties)
                    .map(owner -> owner.seenFrom(access.host()))
                    .map(owner -> new Found(kind, String.valueOf(record.get("name")), id, owner))
                    .ifPresent(all::add);
        }
    }

    @Override
    public void remove(Found found) throws HostException, InterruptedException {
        Cloud cloud = access.cloud(name);
        Cloud.ask(
                "removing the %s %s".formatted(found.kind(), found.id()),
                () -> {
                    switch (found.kind()) {
                        case INSTANCE -> cloud.nova().delete(found.id());
                        case ADDRESS -> cloud.neutron().dropAddress(found.id());
                        default -> cloud.glance().delete(found.id());
                    }
                    return found;
                });
    }
}
