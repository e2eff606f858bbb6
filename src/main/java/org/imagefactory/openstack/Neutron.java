package org.imagefactory.openstack;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.clouds.openstack.OpenStackSession;
import org.imagefactory.error.HostException;
import org.imagefactory.error.UploadException;
import org.imagefactory.json.Json;

/** OpenStack's service for networks. */
final class Neutron {

    private static final String ADDRESSES = "/floatingips";
    private static final String ADVICE = "set the network of the instances, by its name or id";

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
            List<Network> inside = found.stream().filter(network -> !network.external()).toList();
            found = inside.isEmpty() ? found : inside;
        }
        String which = wanted.map(name -> "'" + name + "'").orElse("for instances");
        return only(found, all, which, ADVICE);
    }

    /**
     * The id of a network that floating addresses come from.
     *
     * @param wanted name or id; {@code any} for the only one
     * @throws HostException there is none, or more than one
     */
    String floatingNetwork(String wanted)
            throws CloudException,
                    UploadException,
                    HostException,
                    IOException,
                    InterruptedException {
        List<Network> all = networks().stream().filter(Network::external).toList();
        List<Network> found =
                all.stream()
                        .filter(n -> wanted.equals("any") || n.is(Optional.of(wanted)))
                        .toList();
        return only(
                found,
                all,
                "'%s' for floating addresses".formatted(wanted),
                "set the network of the floating addresses, by its name or id");
    }

    private static String only(List<Network> found, List<Network> all, String which, String advice)
            throws HostException {
        if (found.size() == 1) {
            return found.get(0).id();
        }
        String names = all.stream().map(Network::name).distinct().collect(Collectors.joining(", "));
        throw new HostException(
                "OpenStack has %s %s; there are: %s"
                        .formatted(
                                found.isEmpty() ? "no network" : "several networks",
                                which,
                                names.isEmpty() ? "none" : names),
                advice);
    }

    /**
     * Takes a floating address, which belongs to no instance yet.
     *
     * @param description by which it is found again
     * @return its id
     */
    String takeAddress(String network, String description)
            throws CloudException, UploadException, IOException, InterruptedException {
        Map<String, String> wanted =
                Map.of("floating_network_id", network, "description", description);
        WebAnswer answer =
                session.ask(
                        WebRequest.of("POST", address + ADDRESSES, Map.of("floatingip", wanted)));
        Object taken =
                CloudAnswer.object(answer, "OpenStack gives no floating address").get("floatingip");
        return taken instanceof Map<?, ?> map ? String.valueOf(map.get("id")) : "";
    }

    /**
     * Gives a floating address to an instance.
     *
     * @return whether it has a port by now
     */
    boolean giveAddress(String id, String server)
            throws CloudException, UploadException, IOException, InterruptedException {
        List<String> ports = list("/ports?fields=id&device_id=" + server, "ports", "id");
        if (ports.isEmpty()) {
            return false;
        }
        Map<String, String> port = Map.of("port_id", ports.get(0));
        CloudAnswer.object(
                session.ask(
                        WebRequest.of(
                                "PUT", address + ADDRESSES + "/" + id, Map.of("floatingip", port))),
                "OpenStack does not give the floating address to the instance");
        return true;
    }

    /** The floating addresses of the project; none where the cloud knows no such thing. */
    List<FloatingAddress> addresses()
            throws CloudException, UploadException, IOException, InterruptedException {
        WebAnswer answer =
                session.ask(
                        WebRequest.of(
                                "GET",
                                address
                                        + ADDRESSES
                                        + "?fields=id&fields=description"
                                        + "&fields=floating_ip_address"));
        if (answer.status() == 404) {
            return List.of();
        }
        return Json.maps(
                        CloudAnswer.object(answer, "OpenStack does not list addresses")
                                .get("floatingips"))
                .stream()
                .map(FloatingAddress::of)
                .toList();
    }

    /** Gives a floating address back; done if it is gone. */
    void dropAddress(String id)
            throws CloudException, UploadException, IOException, InterruptedException {
        WebAnswer answer = session.ask(WebRequest.of("DELETE", address + ADDRESSES + "/" + id));
        if (answer.status() != 404) {
            CloudAnswer.require(answer, "OpenStack does not take the floating address back");
        }
    }

    private List<Network> networks()
            throws CloudException, UploadException, IOException, InterruptedException {
        String query = "/networks?fields=id&fields=name&fields=router:external";
        WebAnswer answer = session.ask(WebRequest.of("GET", address + query));
        return Json.maps(
                        CloudAnswer.object(answer, "OpenStack does not list networks")
                                .get("networks"))
                .stream()
                .map(Neutron::network)
                .toList();
    }

    private List<String> list(String query, String what, String field)
            throws CloudException, UploadException, IOException, InterruptedException {
        WebAnswer answer = session.ask(WebRequest.of("GET", address + query));
        return Json.maps(CloudAnswer.object(answer, "OpenStack does not list " + what).get(what))
                .stream()
                .map(each -> String.valueOf(each.get(field)))
                .toList();
    }

    private static Network network(Map<?, ?> network) {
        return new Network(
                String.valueOf(network.get("id")),
                String.valueOf(network.get("name")),
                Boolean.TRUE.equals(network.get("router:external")));
    }
}
