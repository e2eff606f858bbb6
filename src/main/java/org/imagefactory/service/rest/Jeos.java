package org.imagefactory.service.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Images that providers have already, by lines {@code
 * target:provider:os:version:arch:image_id[:ssh_user[:command_prefix]]} in configured files.
 */
public final class Jeos {

    private static final int FEWEST = 6;
    private static final int MOST = 8;
    private static final int LONGEST = 16 << 20;

    private final List<String> configured;
    private final Map<String, @Nullable Object> images = new TreeMap<>();

    private Jeos(List<String> configured) {
        this.configured = List.copyOf(configured);
    }

    /**
     * @param configured files, or folders of files
     * @param warn hears of whatever cannot be read or understood, which is left out
     */
    public static Jeos read(List<String> configured, Consumer<String> warn) {
        Jeos jeos = new Jeos(configured);
        for (String path : configured) {
            for (Path file : files(Path.of(path), warn)) {
                jeos.addFile(file, warn);
            }
        }
        return jeos;
    }

    private static List<Path> files(Path path, Consumer<String> warn) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            warn.accept("the folder %s of jeos_config cannot be read".formatted(path));
            return List.of();
        }
    }

    private void addFile(Path file, Consumer<String> warn) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new IOException("too long");
            }
            List<String> lines =
                    new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (!line.isEmpty() && !line.startsWith("#") && !addLine(line)) {
                    warn.accept(
                            "%s:%d has fewer than %d fields and is ignored"
                                    .formatted(file, i + 1, FEWEST));
                }
            }
        } catch (IOException e) {
            warn.accept("the file %s of jeos_config cannot be read".formatted(file));
        }
    }

    private boolean addLine(String line) {
        String[] fields = line.split(":", MOST);
        if (fields.length < FEWEST) {
            return false;
        }
        Map<String, @Nullable Object> level = images;
        for (int i = 0; i < FEWEST - 1; i++) {
            level = below(level, fields[i]);
        }
        level.put("img_id", fields[FEWEST - 1]);
        level.put("user", fields.length > FEWEST ? fields[FEWEST] : null);
        level.put("cmd_prefix", fields.length == MOST ? fields[MOST - 1] : null);
        return true;
    }

    /** Only maps of this object's own are in it, down to the last level. */
    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> below(
            Map<String, @Nullable Object> level, String name) {
        Object inner = level.computeIfAbsent(name, any -> new TreeMap<String, Object>());
        return (Map<String, @Nullable Object>) inner;
    }

    /** The configured paths, by their number as text. */
    Map<String, @Nullable Object> paths() {
        Map<String, @Nullable Object> paths = new LinkedHashMap<>();
        List<String> all = new ArrayList<>(configured);
        for (int i = 0; i < all.size(); i++) {
            paths.put(String.valueOf(i), all.get(i));
        }
        return paths;
    }

    /** Target to provider to system to version to architecture to the image. */
    Map<String, @Nullable Object> images() {
        return images;
    }
}
