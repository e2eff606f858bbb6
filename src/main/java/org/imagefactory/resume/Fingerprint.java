package org.imagefactory.resume;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.imagefactory.spec.ImageSpec;

/**
 * What may not change between the attempts of one build, as digests: nothing of it can be read from
 * a checkpoint. Users' own variables count, because a value may be made of them.
 *
 * @param builder name and version of this program
 * @param answers SHA-256 of the answer file; empty for none
 * @param settings SHA-256 of the effective values, by key, without {@link #FREE}
 * @param uploads SHA-256 of the destinations and their commands, which may change until something
 *     was uploaded
 */
record Fingerprint(String builder, String answers, Map<String, String> settings, String uploads) {

    /**
     * Keys that make no difference to what the steps up to the publication leave: where files go
     * afterwards, what is kept, logged and told, how long anything may take, and where netboot
     * files come from once they have been used.
     */
    static final Set<String> FREE =
            Set.of(
                    "boot-timeout",
                    "cache_dir",
                    "inactivity-timeout",
                    "install-timeout",
                    "installer-logs",
                    "keep",
                    "keep-daily",
                    "keep-failures",
                    "keep-monthly",
                    "keep-weekly",
                    "latest-link",
                    "log-file",
                    "log-filename",
                    "metrics-file",
                    "notify-command",
                    "offline",
                    "post-build-command",
                    "post-upload-command",
                    "report-html",
                    "stale",
                    "tags",
                    "upload_args",
                    "upload_destinations",
                    "upload_target",
                    "upload_type");

    Fingerprint {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    static Fingerprint of(ImageSpec spec, String builder, String answers) {
        Map<String, String> settings = new TreeMap<>();
        spec.settings()
                .forEach(
                        (key, setting) -> {
                            if (!FREE.contains(key)) {
                                settings.put(key, sha256(setting.value()));
                            }
                        });
        return new Fingerprint(builder, answers, settings, sha256(spec.uploads().toString()));
    }

    /** Everything that differs in another one, except the uploads; in words, for a message. */
    List<String> differences(Fingerprint other) {
        List<String> differences = new ArrayList<>();
        if (!builder.equals(other.builder)) {
            differences.add("the program (%s)".formatted(builder));
        }
        if (!answers.equals(other.answers)) {
            differences.add("the answer file");
        }
        Set<String> keys = new TreeSet<>(settings.keySet());
        keys.addAll(other.settings.keySet());
        keys.removeIf(key -> Objects.equals(settings.get(key), other.settings.get(key)));
        differences.addAll(keys);
        return differences;
    }

    private static String sha256(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
