package org.imagefactory.service.rest;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.lifecycle.TemplateFactory;
import org.imagefactory.service.http.Answer;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.service.live.Live;
import org.imagefactory.store.ImageType;

/**
 * The routes of the interface as it was published for version 2.0, and what this program adds to
 * those of images.
 */
public final class PublishedRoutes {

    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";

    private final String version;
    private final Jeos jeos;
    private final Images images;
    private final Creation creation;
    private final Deletion deletion;
    private final Repeats repeats;
    private final RawImage raw;
    private final Documents documents;
    private final PluginViews plugins;
    private final List<Route> routes = new ArrayList<>();

    private PublishedRoutes(
            String version, TemplateFactory factory, Jeos jeos, Digests digests, Live live) {
        this.version = version;
        this.jeos = jeos;
        images = new Images(factory);
        creation = new Creation(factory);
        deletion = new Deletion(factory, images);
        repeats = new Repeats(factory.store().folder().resolve(".answers"), Clock.systemUTC());
        raw = new RawImage(factory, images, digests);
        documents = new Documents(factory.store(), images, digests, live);
        plugins = new PluginViews(factory.plugins());
    }

    /** All of them. */
    static List<Route> of(
            String version, TemplateFactory factory, Jeos jeos, Digests digests, Live live) {
        PublishedRoutes published = new PublishedRoutes(version, factory, jeos, digests, live);
        published.addAll();
        return published.routes;
    }

    private void addAll() {
        get("", Protection.OPEN, "What this service is", call -> about());
        get("/plugins", Protection.READ, "All plugins", plugins::list);
        get("/plugins/{plugin}", Protection.READ, "A plugin", plugins::one);
        get(
                "/jeos",
                Protection.OPEN,
                "Files that list images which providers have",
                call -> Answer.json(200, jeos.paths()));
        get(
                "/jeos/images",
                Protection.OPEN,
                "Images which providers have",
                call -> Answer.json(200, jeos.images()));
        for (String path :
                List.of(
                        "/jeos/images/{id}",
                        "/targets",
                        "/targets/{target}",
                        "/targets/{target}/providers",
                        "/targets/{target}/providers/{provider}")) {
            add(
                    "GET",
                    path,
                    Protection.OPEN,
                    List.of(JSON),
                    "Was never made",
                    List.of(501),
                    call -> never());
        }
        collection(ImageType.BASE, "");
        collection(ImageType.TARGET, "");
        collection(ImageType.PROVIDER, "");
        collection(ImageType.TARGET, "/base_images/{base_image_id}");
        collection(ImageType.PROVIDER, "/target_images/{target_image_id}");
        collection(
                ImageType.PROVIDER, "/base_images/{base_image_id}/target_images/{target_image_id}");
    }

    private void collection(ImageType type, String above) {
        String all = above + "/" + type.collection();
        String one = all + "/{" + type.word() + "_id}";
        String name = type.title().toLowerCase(java.util.Locale.ROOT);
        get(all, Protection.READ, "All " + name + "s", call -> images.list(call, type));
        add(
                "POST",
                all,
                Protection.WRITE,
                List.of(JSON),
                "Makes a " + name,
                List.of(202),
                call -> repeats.once(call, type, creation.making(type)));
        get(one, Protection.READ, "A " + name, call -> images.detail(call, type));
        add(
                "DELETE",
                one,
                Protection.WRITE,
                List.of(),
                "Deletes a " + name + ", and cancels its build",
                List.of(204),
                call -> deletion.delete(call, type));
        add(
                "GET",
                one + "/raw_image",
                Protection.READ,
                List.of(BYTES),
                "The data of a " + name,
                List.of(200, 206, 304),
                call -> raw.answer(call, type));
        documents(type, one, name);
    }

    private void documents(ImageType type, String one, String name) {
        add(
                "GET",
                one + "/log",
                Protection.READ,
                List.of(MediaTypes.TEXT, Live.EVENTS),
                "What happened when a " + name + " was made",
                List.of(200, 204, 206, 304),
                call -> documents.log(call, type));
        get(
                one + "/documents",
                Protection.READ,
                "The documents about a " + name,
                call -> documents.list(call, type));
        add(
                "GET",
                one + "/documents/{document}",
                Protection.READ,
                List.of(Accepted.ANY),
                "A document about a " + name,
                List.of(200, 206, 304),
                call -> documents.one(call, type));
    }

    private void get(String path, Protection protection, String summary, Route.Action action) {
        add("GET", path, protection, List.of(JSON), summary, List.of(200), action);
    }

    private void add(
            String method,
            String path,
            Protection protection,
            List<String> produces,
            String summary,
            List<Integer> statuses,
            Route.Action action) {
        routes.add(
                new Route(
                        method,
                        Routes.PREFIX + path,
                        protection,
                        produces,
                        summary,
                        statuses,
                        action));
    }

    private Answer about() {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("name", "imagefactory");
        about.put("version", version);
        about.put("api_version", "2.0");
        return Answer.json(200, about);
    }

    private static Answer never() throws RequestException {
        throw new RequestException(
                Fault.NOT_IMPLEMENTED, "This was never made; see the plugins for the targets.");
    }
}
