package org.imagefactory.web;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes links from a page to files. They are relative, so that they hold wherever both are served.
 */
final class Links {

    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private final Path folder;

    /**
     * @param page absolute
     */
    Links(Path page) {
        Path parent = page.normalize().getParent();
        this.folder = parent == null ? page : parent;
    }

    /** The way from the page to a file, as a URI reference. */
    String to(Path file) {
        List<String> names = new ArrayList<>();
        folder.relativize(file.normalize()).forEach(name -> names.add(encoded(name.toString())));
        return String.join("/", names);
    }

    /** A text with everything encoded that could have a meaning in a URI. */
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append("%%%02X".formatted(b & 0xff));
            }
        }
        return encoded.toString();
    }
}
