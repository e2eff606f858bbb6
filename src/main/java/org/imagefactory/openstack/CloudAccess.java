package org.imagefactory.openstack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.clouds.openstack.CloudsFile;
import org.imagefactory.clouds.openstack.OpenStackCredentials;
import org.imagefactory.clouds.openstack.OpenStackSession;
import org.imagefactory.error.HostException;
import org.imagefactory.files.HostMark;

/** Signs in to clouds, once for all builds of this program. */
public final class CloudAccess {

    private final Map<String, String> environment;
    private final CloudsFile file;
    private final Map<Optional<String>, Cloud> clouds = new HashMap<>();
    private Optional<Web> web = Optional.empty();

    /**
     * @param environment tells who signs in, or where clouds.yaml is
     * @param workingDirectory may have a clouds.yaml
     */
    public CloudAccess(Map<String, String> environment, Path workingDirectory) {
        this.environment = Map.copyOf(environment);
        this.file = new CloudsFile(environment, workingDirectory);
    }

    /**
     * Tells who this host is: the same user in the same folder of another host is somebody else.
     */
    String host() {
        return HostMark.of(environment.getOrDefault("HOME", ""));
    }

    /**
     * @param name in clouds.yaml; empty for the usual one
     * @throws HostException nobody can sign in
     */
    synchronized Cloud cloud(Optional<String> name) throws HostException, InterruptedException {
        Cloud known = clouds.get(name);
        if (known != null) {
            return known;
        }
        Map<String, String> variables = file.variables(name);
        Web client = web.orElseGet(Web::new);
        web = Optional.of(client);
        Cloud cloud =
                Cloud.ask(
                        "signing in to OpenStack",
                        () ->
                                Cloud.of(
                                        OpenStackSession.open(
                                                client, OpenStackCredentials.of("", variables)),
                                        Ownership.of(host())));
        clouds.put(name, cloud);
        return cloud;
    }
}
