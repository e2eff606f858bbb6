package org.imagefactory.engines;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.config.EngineValues;
import org.imagefactory.config.Host;
import org.imagefactory.libvirt.LibvirtEngine;
import org.imagefactory.libvirt.LibvirtSettings;
import org.imagefactory.machine.EngineFactory;
import org.imagefactory.machine.Orphans;
import org.imagefactory.machine.SeveralEngines;
import org.imagefactory.openstack.CloudAccess;
import org.imagefactory.openstack.CloudOrphans;
import org.imagefactory.openstack.OpenStackEngine;
import org.imagefactory.openstack.OpenStackSettings;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.EngineSettings;

/** All engines that there are: nothing else in the program knows which. */
public final class EngineChoice {

    private EngineChoice() {}

    /**
     * What asks the engine that an image names.
     *
     * @param variables of the environment
     * @param temporaryFolder gets the sockets of machines
     * @param processors of this host; empty if images cannot be built for them
     * @param root whether this is root, who has other defaults
     * @param workingDirectory may have a file that names clouds
     */
    public static EngineFactory factory(
            Map<String, String> variables,
            Path temporaryFolder,
            Optional<Architecture> processors,
            boolean root,
            Path workingDirectory) {
        CloudAccess clouds = new CloudAccess(variables, workingDirectory);
        return runner ->
                new SeveralEngines(
                        List.of(
                                new LibvirtEngine(
                                        runner,
                                        variables,
                                        temporaryFolder,
                                        processors,
                                        Host.defaultConnection(root)),
                                new OpenStackEngine(runner, clouds)));
    }

    /**
     * What finds what killed builds left in a cloud.
     *
     * @param cloud in clouds.yaml; empty for the usual one
     */
    public static Orphans orphans(
            Map<String, String> variables, Path workingDirectory, Optional<String> cloud) {
        return new CloudOrphans(new CloudAccess(variables, workingDirectory), cloud);
    }

    /** What is asked of the engine for one image. */
    public static EngineSettings settings(EngineValues values) {
        return switch (values.kind()) {
            case LIBVIRT ->
                    new LibvirtSettings(
                            values.vnc(),
                            values.virtType(),
                            Optional.of(values.connect()),
                            values.osinfo());
            case OPENSTACK ->
                    new OpenStackSettings(
                            values.openstack().cloud(),
                            values.openstack().flavor(),
                            values.openstack().network(),
                            values.openstack().availabilityZone(),
                            values.openstack().securityGroups(),
                            values.openstack().floatingNetwork(),
                            values.openstack().serverGroup(),
                            values.openstack().keepsImage(),
                            values.osinfo());
        };
    }
}
