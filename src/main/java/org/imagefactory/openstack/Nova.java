package org.imagefactory.openstack;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.clouds.openstack.OpenStackSession;
import org.imagefactory.error.HostException;
import org.imagefactory.error.UploadException;
import org.imagefactory.json.Json;
import org.jspecify.annotations.Nullable;

/** OpenStack's service for instances, as it has been since its release of 2019. */
final class Nova {

    /** Has tags at the creation, and tells the image that a snapshot becomes. */
    private static final String VERSION = "2.79";

    private static final String ID = "[A-Za-z0-9-]{1,64}";
    private static final String SERVER = "/servers/";
    private static final int PAGE = 500;

    private final OpenStackSession session;
    private final String address;

    Nova(OpenStackSession session) throws UploadException {
        this.session = session;
        this.address = session.service("compute");
    }

    List<Flavor> flavors()
            throws CloudException, UploadException, IOException, InterruptedException {
        WebAnswer answer = get("/flavors/detail");
        return Json.maps(
                        CloudAnswer.object(answer, "OpenStack does not list flavors")
                                .get("flavors"))
                .stream()
                .map(Flavor::of)
                .toList();
    }

    /**
     * @param request as Nova's interface has it
     * @return its id
     */
    String create(Map<String, Object> request)
            throws CloudException, UploadException, IOException, InterruptedException {
        WebAnswer answer = ask("POST", "/servers", request);
        Object made =
                CloudAnswer.object(answer, "OpenStack does not make an instance").get("server");
        return made instanceof Map<?, ?> map && String.valueOf(map.get("id")).matches(ID)
                ? String.valueOf(map.get("id"))
                : noId();
    }

    private static String noId() throws CloudException {
        throw new CloudException(0, "OpenStack's answer has no id");
    }

    /**
     * The id of a group of instances.
     *
     * @param wanted name or id
     * @throws HostException there is none, or more than one
     */
    String group(String wanted)
            throws CloudException,
                    UploadException,
                    HostException,
                    IOException,
                    InterruptedException {
        WebAnswer answer = get("/os-server-groups");
        List<String> found =
                Json.maps(
                                CloudAnswer.object(answer, "OpenStack does not list server groups")
                                        .get("server_groups"))
                        .stream()
                        .filter(g -> wanted.equals(g.get("id")) || wanted.equals(g.get("name")))
                        .map(group -> String.valueOf(group.get("id")))
                        .toList();
        if (found.size() != 1) {
            throw new HostException(
                    "OpenStack has %s '%s'"
                            .formatted(
                                    found.isEmpty() ? "no server group" : "several server groups",
                                    wanted),
                    "set the server group by its id");
        }
        return found.get(0);
    }

    /** How it is now; empty if it is gone. */
    Optional<Server> look(String id)
            throws CloudException, UploadException, IOException, InterruptedException {
        WebAnswer answer = get(SERVER + id);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        return CloudAnswer.object(answer, "OpenStack does not show the instance").get("server")
                        instanceof Map<?, ?> server
                ? Optional.of(new Server(id, server))
                : Optional.empty();
    }

    /** The instances with a tag. */
    List<Server> tagged(String tag)
            throws CloudException, UploadException, IOException, InterruptedException {
        return list("?tags=" + tag);
    }

    /** The instances of the project. */
    List<Server> all() throws CloudException, UploadException, IOException, InterruptedException {
        Map<String, Server> all = new LinkedHashMap<>();
        List<Server> page = list("?limit=" + PAGE);
        int before = -1;
        while (all.size() > before && !page.isEmpty()) { // a page of what is known ends it
            before = all.size();
            page.forEach(server -> all.put(server.id(), server));
            page = list("?limit=%d&marker=%s".formatted(PAGE, page.get(page.size() - 1).id()));
        }
        return List.copyOf(all.values());
    }

    private List<Server> list(String query)
            throws CloudException, UploadException, IOException, InterruptedException {
        WebAnswer answer = get("/servers/detail" + query);
        return Json.maps(
                        CloudAnswer.object(answer, "OpenStack does not list instances")
                                .get("servers"))
                .stream()
                .filter(server -> String.valueOf(server.get("id")).matches(ID))
                .map(server -> new Server(String.valueOf(server.get("id")), server))
                .toList();
    }

    /**
     * The end of what it wrote to its serial console: 100 KB or so.
     *
     * @return empty if there is nothing to be had now: it does not run, or not yet
     */
    Optional<String> console(String id)
            throws CloudException, UploadException, IOException, InterruptedException {
        WebAnswer answer = action(id, "os-getConsoleOutput", Map.of());
        if (answer.status() == 404 || answer.status() == 409) {
            return Optional.empty();
        }
        Object output =
                CloudAnswer.object(answer, "OpenStack does not tell the console").get("output");
        return Optional.ofNullable(output).map(String::valueOf);
    }

    /** Presses the power button; the site decides when the power is cut. */
    void stop(String id) throws CloudException, UploadException, IOException, InterruptedException {
        CloudAnswer.require(action(id, "os-stop", null), "OpenStack does not stop the instance");
    }

    /** Begins to remove it; done if it is gone. */
    void delete(String id)
            throws CloudException, UploadException, IOException, InterruptedException {
        WebAnswer answer = ask("DELETE", SERVER + id, null);
        if (answer.status() != 404) {
            CloudAnswer.require(answer, "OpenStack does not delete the instance " + id);
        }
    }

    /**
     * Begins to make an image of its disk.
     *
     * @return the image's id
     */
    String snapshot(String id, String name, Map<String, String> properties)
            throws CloudException, UploadException, IOException, InterruptedException {
        WebAnswer answer = action(id, "createImage", Map.of("name", name, "metadata", properties));
        Object image =
                CloudAnswer.object(answer, "OpenStack makes no image of the disk").get("image_id");
        return String.valueOf(image).matches(ID) ? String.valueOf(image) : noId();
    }

    /** What was done with it, as JSON for people. */
    String actions(String id)
            throws CloudException, UploadException, IOException, InterruptedException {
        return Json.indented(
                CloudAnswer.object(
                        get(SERVER + id + "/os-instance-actions"),
                        "OpenStack does not tell what was done with the instance"));
    }

    private WebAnswer action(String id, String action, @Nullable Object parameters)
            throws UploadException, IOException, InterruptedException {
        return ask("POST", SERVER + id + "/action", Collections.singletonMap(action, parameters));
    }

    private WebAnswer get(String path) throws UploadException, IOException, InterruptedException {
        return ask("GET", path, null);
    }

    private WebAnswer ask(String method, String path, @Nullable Map<String, ?> json)
            throws UploadException, IOException, InterruptedException {
        WebRequest request =
                json == null
                        ? WebRequest.of(method, address + path)
                        : WebRequest.of(method, address + path, json);
        return session.ask(
                request.with("OpenStack-API-Version", "compute " + VERSION)
                        .with("X-OpenStack-Nova-API-Version", VERSION));
    }
}
