package org.imagefactory.service.page;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imagefactory.plugin.Description;
import org.imagefactory.plugin.Plugins;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageStore;
import org.jspecify.annotations.Nullable;

/**
 * All images: those that are being made, and each one with what was made of it, the last changed
 * first, in pages.
 */
final class Overview {

    /** Images that were made of no other one that is there, on one page. */
    private static final int TREES = 30;

    /** Of the images that are being made or wait. */
    private static final int MOST_OPEN = 50;

    private static final int MOST_ROWS = 500;

    /** Deeper ones are shown like those above them. */
    private static final int DEEPEST = 2;

    /** What is to be known of all images, to show some. */
    record Node(ImageId id, Optional<ImageId> parent, ImageStatus status, Instant changed) {

        static Node of(ImageRecord record, ImageStore store) {
            return new Node(
                    record.id(), record.parent(), record.status(), store.lastChange(record.id()));
        }
    }

    private final ImageStore store;
    private final ImageFacts facts;
    private final Map<ImageId, Node> nodes = new LinkedHashMap<>();
    private final Map<ImageId, List<Node>> children = new HashMap<>();

    Overview(List<Node> all, ImageStore store, Viewer viewer) {
        this.store = store;
        this.facts = new ImageFacts(store, viewer);
        for (Node node : all) {
            nodes.put(node.id(), node);
            node.parent()
                    .ifPresent(
                            parent ->
                                    children.computeIfAbsent(parent, any -> new ArrayList<>())
                                            .add(node));
        }
    }

    /**
     * @param page from 1 on; of one that is not there the last one
     */
    Map<String, Object> view(int page, Plugins plugins) throws IOException {
        List<Node> roots = roots();
        int pages = Math.max(1, (roots.size() + TREES - 1) / TREES);
        int shown = Math.max(1, Math.min(page, pages));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Node root :
                roots.subList((shown - 1) * TREES, Math.min(roots.size(), shown * TREES))) {
            add(rows, root, 0);
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("counts", counts());
        List<Node> open = open();
        view.put("work", work(open));
        view.put("moreWork", Math.max(0, open.size() - MOST_OPEN));
        view.put("hasImages", !rows.isEmpty());
        view.put("images", rows);
        view.put("pages", pages > 1);
        view.put("page", shown);
        view.put("allPages", pages);
        view.put("before", shown > 1 ? "/?page=" + (shown - 1) : "");
        view.put("after", shown < pages ? "/?page=" + (shown + 1) : "");
        view.put("plugins", plugins.all().stream().map(Overview::plugin).toList());
        return view;
    }

    /** Those whose parent is gone are as good as any other. */
    private List<Node> roots() {
        return nodes.values().stream()
                .filter(node -> node.parent().filter(nodes::containsKey).isEmpty())
                .sorted(Comparator.comparing((Node node) -> newest(node)).reversed())
                .toList();
    }

    private Instant newest(Node node) {
        return children.getOrDefault(node.id(), List.of()).stream()
                .map(this::newest)
                .filter(each -> each.isAfter(node.changed()))
                .max(Comparator.naturalOrder())
                .orElse(node.changed());
    }

    private void add(List<Map<String, Object>> rows, Node node, int depth) throws IOException {
        if (rows.size() >= MOST_ROWS) {
            return;
        }
        Optional<ImageRecord> record = store.find(node.id());
        if (record.isPresent()) {
            Map<String, Object> row = facts.of(record.get());
            row.put("depth", Math.min(depth, DEEPEST));
            rows.add(row);
        }
        for (Node child :
                children.getOrDefault(node.id(), List.of()).stream()
                        .sorted(Comparator.comparing(Node::changed))
                        .toList()) {
            add(rows, child, depth + 1);
        }
    }

    private List<Node> open() {
        return nodes.values().stream()
                .filter(node -> !node.status().isFinal())
                .sorted(
                        Comparator.comparing((Node node) -> node.status() != ImageStatus.BUILDING)
                                .thenComparing(Node::changed))
                .toList();
    }

    private List<Map<String, Object>> work(List<Node> open) throws IOException {
        List<Map<String, Object>> work = new ArrayList<>();
        for (Node node : open.stream().limit(MOST_OPEN).toList()) {
            store.find(node.id()).map(facts::of).ifPresent(work::add);
        }
        return work;
    }

    private List<Map<String, Object>> counts() {
        Map<ImageStatus, Integer> counts = new TreeMap<>();
        nodes.values().forEach(node -> counts.merge(node.status(), 1, Integer::sum));
        List<Map<String, Object>> views = new ArrayList<>();
        counts.forEach(
                (status, count) -> {
                    Map<String, Object> view = new LinkedHashMap<>(Badge.of(status));
                    view.put("count", count);
                    views.add(view);
                });
        return views;
    }

    private static Map<String, Object> plugin(Description plugin) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", plugin.name());
        view.put("type", String.valueOf(plugin.json().getOrDefault("type", "")));
        view.put("about", String.valueOf(plugin.json().getOrDefault("description", "")));
        view.put("targets", targets(plugin.json().get("targets")));
        view.put("error", plugin.error().orElse(""));
        return view;
    }

    /** The names of the targets; which version and processor of them is seldom said. */
    private static String targets(@Nullable Object json) {
        List<String> names = new ArrayList<>();
        if (json instanceof List<?> list) {
            for (Object target : list) {
                if (target instanceof List<?> parts && !parts.isEmpty()) {
                    names.add(String.valueOf(parts.get(0)));
                }
            }
        }
        return String.join(", ", names.stream().distinct().toList());
    }
}
