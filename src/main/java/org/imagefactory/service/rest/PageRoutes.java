package org.imagefactory.service.rest;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.lifecycle.TemplateFactory;
import org.imagefactory.service.http.Answer;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.Forms;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.service.page.Document;
import org.imagefactory.service.page.Pages;
import org.imagefactory.service.page.Viewer;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;

/** The routes of the pages for people. */
final class PageRoutes {

    private static final String HTML = "text/html; charset=utf-8";
    private static final int LAST_PAGE = 100_000;

    /** Browsers keep to it: nothing is loaded from elsewhere, nothing in a page runs. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
                    + " img-src 'self' data:; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private final TemplateFactory factory;
    private final Documents documents;
    private final Deletion deletion;
    private final Pages pages;
    private final boolean maySignIn;

    /**
     * @param maySignIn whether there are tokens that browsers can ask people for
     */
    PageRoutes(
            TemplateFactory factory,
            Documents documents,
            Deletion deletion,
            Pages pages,
            boolean maySignIn) {
        this.factory = factory;
        this.documents = documents;
        this.deletion = deletion;
        this.pages = pages;
        this.maySignIn = maySignIn;
    }

    List<Route> all() {
        return List.of(
                get("/", Protection.READ, HTML, "The page with all images", this::overview),
                get("/images/{id}", Protection.READ, HTML, "The page of an image", this::image),
                new Route(
                        "POST",
                        "/images/{id}/delete",
                        Protection.WRITE,
                        List.of(HTML),
                        "Deletes an image, asked by its page",
                        List.of(303),
                        this::delete),
                new Route(
                        "GET",
                        "/login",
                        Protection.KNOWN,
                        List.of(HTML),
                        "Has a browser ask for a token, and leads to the page with all images",
                        List.of(303),
                        call -> seeOther("/")),
                get(
                        "/page.css",
                        Protection.OPEN,
                        "text/css; charset=utf-8",
                        "The style of the pages",
                        call -> fixed(call, "text/css; charset=utf-8", Pages.style())),
                get(
                        "/page.js",
                        Protection.OPEN,
                        "text/javascript; charset=utf-8",
                        "What keeps the pages up to date",
                        call -> fixed(call, "text/javascript; charset=utf-8", Pages.script())));
    }

    private static Route get(
            String path,
            Protection protection,
            String mediaType,
            String summary,
            Route.Action action) {
        return new Route(
                "GET", path, protection, List.of(mediaType), summary, List.of(200, 304), action);
    }

    private Answer overview(Call call) throws RequestException, IOException {
        return page(call, pages.overview(viewer(call), number(call.request().query())));
    }

    /** Of the page; whatever is none is the first. */
    private static int number(String query) throws RequestException {
        String text = query.isEmpty() ? "" : Forms.urlencoded(query).getOrDefault("page", "");
        boolean number =
                !text.isEmpty()
                        && text.length() < 7
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Math.min(LAST_PAGE, Integer.parseInt(text)) : 1;
    }

    private Answer image(Call call) throws RequestException, BuildException, IOException {
        ImageRecord record = require(call);
        List<Document> list = new ArrayList<>();
        for (var each : documents.all(record).entrySet()) {
            long size =
                    each.getValue().isPresent()
                            ? Files.size(each.getValue().get())
                            : record.icicle().orElse("").length();
            list.add(new Document(each.getKey(), MediaTypes.of(each.getKey()), size));
        }
        boolean deletable = !factory.deletingNeedsCredentials(record, Optional.empty());
        return page(call, pages.image(record, viewer(call), list, deletable));
    }

    private ImageRecord require(Call call) throws RequestException, BuildException {
        Optional<ImageId> id = ImageId.parse(call.variable("id"));
        Optional<ImageRecord> record = id.isEmpty() ? Optional.empty() : factory.find(id.get());
        return record.orElseThrow(
                () -> new RequestException(Fault.NOT_FOUND, "There is no such image any more."));
    }

    private Answer delete(Call call)
            throws RequestException, BuildException, IOException, InterruptedException {
        ImageRecord record = require(call);
        String key = record.type().word() + "_id";
        deletion.delete(
                new Call(call.request(), Map.of(key, record.id().text()), call.caller()),
                record.type());
        return seeOther("/");
    }

    private Viewer viewer(Call call) {
        Caller caller = call.caller();
        boolean known = caller.trusted() && !caller.name().equals(Caller.STRANGER.name());
        return new Viewer(known ? caller.name() : "", caller.writes(), maySignIn);
    }

    private static Answer seeOther(String path) {
        return Answer.empty(303).with("Location", path);
    }

    private static Answer page(Call call, String html) {
        return fixed(call, HTML, html)
                .with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "same-origin")
                .with("X-Frame-Options", "DENY")
                .with("Cross-Origin-Opener-Policy", "same-origin")
                .with("Vary", "Authorization");
    }

    private static Answer fixed(Call call, String mediaType, String text) {
        String tag = EntityTag.of(text);
        Answer answer =
                EntityTag.matches(call.request(), tag)
                        ? Answer.empty(304)
                        : Answer.of(200, mediaType, text);
        return answer.with("ETag", tag)
                .with("Cache-Control", "no-cache")
                .with("X-Content-Type-Options", "nosniff")
                .with("Cross-Origin-Resource-Policy", "same-origin");
    }
}
