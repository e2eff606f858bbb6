package org.imagefactory.service.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.imagefactory.html.PageTemplates;
import org.imagefactory.plugin.Plugins;
import org.imagefactory.spec.DataSize;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStore;
import org.imagefactory.store.RecordIndex;

/**
 * The pages as texts. They can be read without a script; one static script keeps them up to date.
 * Passwords in templates and parameters are on none of them, whoever looks.
 */
public final class Pages {

    /** More of a text is no reading; there is a link to the rest. */
    private static final int LONGEST_TEXT = 20_000;

    private static final PageTemplates TEMPLATES = new PageTemplates(Pages.class);

    private final ImageStore store;
    private final RecordIndex<Overview.Node> nodes;
    private final Plugins plugins;
    private final String version;
    private final Sources sources;

    /**
     * What others know of images.
     *
     * @param log where the log of an image is
     * @param mask hides passwords in a template or the definition of a provider
     */
    public record Sources(Function<ImageId, Path> log, UnaryOperator<String> mask) {}

    /**
     * @param version of this program
     */
    public Pages(ImageStore store, Plugins plugins, String version, Sources sources) {
        this.store = store;
        this.nodes = new RecordIndex<>(store, record -> Overview.Node.of(record, store));
        this.plugins = plugins;
        this.version = version;
        this.sources = sources;
    }

    /** The style sheet. */
    public static String style() {
        return TEMPLATES.file("page.css");
    }

    /** What keeps pages up to date. */
    public static String script() {
        return TEMPLATES.file("page.js");
    }

    /**
     * All images.
     *
     * @param page of them, from 1 on
     * @throws IOException the store cannot be read
     */
    public String overview(Viewer viewer, int page) throws IOException {
        Map<String, Object> view = viewer.view(version);
        view.put("title", "Images");
        view.put("follow", "/imagefactory/events");
        view.putAll(new Overview(nodes.all(), store, viewer).view(page, plugins));
        return TEMPLATES.text("overview", view);
    }

    /**
     * One image.
     *
     * @param documents about it
     * @param deletable whether it can be deleted without credentials
     * @throws IOException the store cannot be read
     */
    public String image(
            ImageRecord record, Viewer viewer, List<Document> documents, boolean deletable)
            throws IOException {
        ImageFacts facts = new ImageFacts(store, viewer);
        Map<String, Object> view = viewer.view(version);
        view.putAll(facts.of(record));
        view.put("title", view.get("name") + ", " + view.get("kind"));
        view.put("needsCredentials", viewer.mayChange() && !deletable);
        view.put("mayDelete", Boolean.TRUE.equals(view.get("mayDelete")) && deletable);
        view.put("parent", parent(record, facts));
        List<Map<String, Object>> children = children(record, facts);
        view.put("children", children);
        view.put("hasChildren", !children.isEmpty());
        view.put("provider", cut(sources.mask().apply(record.provider().orElse(""))));
        view.put("onProvider", record.identifierOnProvider().orElse(""));
        view.put("template", cut(sources.mask().apply(record.template().orElse(""))));
        view.put("hasDocuments", !documents.isEmpty());
        view.put("documents", documents.stream().map(each -> document(record, each)).toList());
        LogTail log = LogTail.of(sources.log().apply(record.id()));
        view.put("log", log.text());
        view.put("logCut", log.cut());
        view.put("hasLog", !log.text().isEmpty() || !record.status().isFinal());
        view.put(
                "follow",
                record.status().isFinal() ? "" : view.get("rest") + "/log?after=" + log.end());
        return TEMPLATES.text("image", view);
    }

    private List<Map<String, Object>> parent(ImageRecord record, ImageFacts facts)
            throws IOException {
        Optional<ImageId> parent = record.parent();
        return parent.isEmpty()
                ? List.of()
                : store.find(parent.get()).map(facts::of).map(List::of).orElse(List.of());
    }

    private List<Map<String, Object>> children(ImageRecord record, ImageFacts facts)
            throws IOException {
        List<Map<String, Object>> children = new ArrayList<>();
        for (Overview.Node each : nodes.all()) {
            if (each.parent().equals(Optional.of(record.id()))) {
                store.find(each.id()).map(facts::of).ifPresent(children::add);
            }
        }
        return children;
    }

    private static Map<String, Object> document(ImageRecord record, Document document) {
        return Map.of(
                "name",
                document.name(),
                "type",
                document.mediaType().replaceFirst(";.*", ""),
                "size",
                new DataSize(document.size()).toString(),
                "href",
                "/imagefactory/%s/%s/documents/%s"
                        .formatted(record.type().collection(), record.id(), document.name()));
    }

    private static String cut(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + " …" : text;
    }
}
