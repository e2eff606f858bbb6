package org.imagefactory.config;

import java.util.List;
import java.util.Optional;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.VncDisplay;

/**
 * What a configuration says to engines; each takes what is its own.
 *
 * @param kind which engine
 * @param vnc where to show the screen; empty for a machine without graphics
 * @param virtType what runs the machine
 * @param connect what the engine connects to
 * @param osinfo identifier in the osinfo database; empty to let the tool choose
 * @param openstack for a cloud
 */
public record EngineValues(
        EngineKind kind,
        Optional<VncDisplay> vnc,
        VirtType virtType,
        String connect,
        Optional<String> osinfo,
        OpenStack openstack) {

    /** The same for another engine. */
    public EngineValues on(EngineKind other) {
        return new EngineValues(other, vnc, virtType, connect, osinfo, openstack);
    }

    /**
     * What is asked of a cloud.
     *
     * @param cloud in clouds.yaml
     * @param flavor name or id
     * @param network name or id
     * @param availabilityZone name
     * @param securityGroups names or ids
     * @param floatingNetwork name or id, or {@code any}; empty for no floating address
     * @param serverGroup name or id
     * @param keepsImage whether the finished image stays there
     */
    public record OpenStack(
            Optional<String> cloud,
            Optional<String> flavor,
            Optional<String> network,
            Optional<String> availabilityZone,
            List<String> securityGroups,
            Optional<String> floatingNetwork,
            Optional<String> serverGroup,
            boolean keepsImage) {

        public OpenStack {
            securityGroups = List.copyOf(securityGroups);
        }
    }
}
