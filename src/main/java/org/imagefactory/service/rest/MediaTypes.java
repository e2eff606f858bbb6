package org.imagefactory.service.rest;

import java.util.LinkedHashMap;
import java.util.Map;

/** What documents are, by the ends of their names. None is a type that a browser would run. */
final class MediaTypes {

    static final String TEXT = "text/plain; charset=utf-8";

    private static final Map<String, String> BY_SUFFIX = new LinkedHashMap<>();

    static {
        BY_SUFFIX.put("cdx.json", "application/vnd.cyclonedx+json");
        BY_SUFFIX.put("spdx.json", "application/spdx+json");
        BY_SUFFIX.put("provenance.json", "application/vnd.in-toto+json");
        BY_SUFFIX.put("json", "application/json");
        BY_SUFFIX.put("xml", "application/xml");
        BY_SUFFIX.put("gz", "application/gzip");
        BY_SUFFIX.put("tgz", "application/gzip");
        BY_SUFFIX.put("xz", "application/x-xz");
        BY_SUFFIX.put("zst", "application/zstd");
        BY_SUFFIX.put("asc", "application/pgp-signature");
        BY_SUFFIX.put("png", "image/png");
        for (String text :
                new String[] {"log", "packages", "names", "package-facts", "changes", "txt"}) {
            BY_SUFFIX.put(text, TEXT);
        }
    }

    private MediaTypes() {}

    /** The most special one that fits. */
    static String of(String name) {
        for (Map.Entry<String, String> each : BY_SUFFIX.entrySet()) {
            if (name.equals(each.getKey()) || name.endsWith("." + each.getKey())) {
                return each.getValue();
            }
        }
        return "application/octet-stream";
    }
}
