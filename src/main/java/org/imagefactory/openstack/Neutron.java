package org.imagefactory.openstack;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.clouds.openstack.GlanceFailure;
import org.imagefactory.clouds.openstack.OpenStackSession;
import org.imagefactory.error.HostException;
import org.imagefactory.error.UploadException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;

/** OpenStack's service for networks. */
final class Neutron {

    private static final String ADVICE = "name one by its name or id: openstack_network";

    private final OpenStackSession session;
    private final String address;

    Neutron(OpenStackSession session) throws UploadException {
        this.session = session;
        String service = session.service("network");
        this.address = service.endsWith("/v2.0") ? service : service + "/v2.0";
    }

    private record Network(String id, String name, boolean external) {

        boolean is(Optional<String> wanted) {
            return wanted.isEmpty() || wanted.get().equals(id) || wanted.get().equals(name);
        }
    }

    /**
     * The id of the network that instances get.
     *
     * @param wanted name or id; empty for the only one, or the only one that is inside
     * @throws HostException there is none, or more than one
     */
    String network(Optional<String> wanted)
            throws CloudException,
                    UploadException,
                    HostException,
                    IOException,
                    InterruptedException {
        List<Network> all = networks();
        List<Network> found = all.stream().filter(network -> network.is(wanted)).toList();
        if (wanted.isEmpty() && found.size() > 1) {
            found = found.stream().filter(network -> !network.external()).toList();
        }
        if (found.size() == 1) {
            return found.get(0).id();
        }
        String names = all.stream().map(Network::name).distinct().collect(Collectors.joining(", "));
        throw new HostException(
                "OpenStack has %s%s; there are: %s"
                        .formatted(
                                found.isEmpty() ? "no network" : "several networks",
                                wanted.map(name -> " '" + name + "'").orElse(" for instances"),
                                names.isEmpty() ? "none" : names),
                ADVICE);
    }

    private List<Network> networks()
            throws CloudException, UploadException, IOException, InterruptedException {
        WebAnswer answer =
                session.ask(
                        WebRequest.of(
                                "GET",
                                address
                                        + "/networks?fields=id&fields=name&fields=router:external"));
        if (!answer.isGood()) {
            throw new CloudException(
                    answer.status(),
                    "OpenStack does not list networks: " + GlanceFailure.sentence(answer));
        }
        try {
            return Json.maps(Json.object(answer.body()).get("networks")).stream()
                    .map(Neutron::network)
                    .toList();
        } catch (JsonException e) {
            throw new CloudException(0, "OpenStack's list of networks " + e.getMessage());
        }
    }

    private static Network network(Map<?, ?> network) {
        return new Network(
                String.valueOf(network.get("id")),
                String.valueOf(network.get("name")),
                Boolean.TRUE.equals(network.get("router:external")));
    }
}
