package org.imagefactory.openstack;

import java.util.List;
import java.util.Optional;
import org.imagefactory.spec.EngineSettings;
import org.imagefactory.spec.Machine;

/**
 * What is asked of OpenStack.
 *
 * @param cloud in clouds.yaml; empty for the one that the variables of the environment name
 * @param flavor name or id; empty for the smallest that fits
 * @param network name or id; empty for the only one
 * @param availabilityZone empty for the cloud's choice
 * @param securityGroups names or ids; none for the project's default
 * @param floatingNetwork name or id of the one that instances get a floating address of, or {@code
 *     any} for the only one; empty for no such address
 * @param serverGroup name or id; empty for none
 * @param keepsImage whether finished images stay in the cloud
 * @param system identifier in the osinfo database
 */
public record OpenStackSettings(
        Optional<String> cloud,
        Optional<String> flavor,
        Optional<String> network,
        Optional<String> availabilityZone,
        List<String> securityGroups,
        Optional<String> floatingNetwork,
        Optional<String> serverGroup,
        boolean keepsImage,
        Optional<String> system)
        implements EngineSettings {

    public OpenStackSettings {
        securityGroups = List.copyOf(securityGroups);
    }

    /**
     * Those of a machine.
     *
     * @throws IllegalArgumentException it is meant for another engine
     */
    static OpenStackSettings of(Machine machine) {
        if (machine.engine() instanceof OpenStackSettings settings) {
            return settings;
        }
        throw new IllegalArgumentException("a machine for another engine: " + machine.engine());
    }

    @Override
    public boolean isLocal() {
        return false;
    }

    /** Not every cloud has volumes. */
    @Override
    public boolean takesDisks() {
        return false;
    }

    /** The console of an instance that is off cannot be asked for. */
    @Override
    public boolean hearsAll() {
        return false;
    }
}
