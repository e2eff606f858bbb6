package org.imagefactory.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.imagefactory.spec.Snapshot;
import org.imagefactory.spec.SourceUri;

/**
 * The rules across keys about what no specification can say; all others are those of
 * specifications.
 */
final class KeyRules {

    private static final Set<String> SNAPSHOT_ANSWERS = Set.of("preseed", "autoinstall");

    private KeyRules() {}

    /** An installation boots either a kernel with its initrd or an installer image. */
    static Optional<String> installer(boolean image, boolean linux, boolean initrd) {
        if (image || (linux && initrd)) {
            return Optional.empty();
        }
        if (linux || initrd) {
            return Optional.of(
                    "%s is not set: kernel and initrd belong together"
                            .formatted(linux ? "initrd" : "linux"));
        }
        return Optional.of("nothing to boot: set linux and initrd, or installer_image");
    }

    /** The same of what is taken out of an installer image. */
    static Optional<String> bootPaths(boolean kernel, boolean initrd) {
        return unless(
                kernel == initrd,
                "%s is not set: kernel and initrd belong together"
                        .formatted(kernel ? "installer-initrd" : "installer-kernel"));
    }

    /** An image has one installer, which reads one kind of answer file. */
    static Optional<String> answerFile(Collection<String> keys) {
        return keys.size() <= 1
                ? Optional.empty()
                : Optional.of(
                        keys.stream().sorted().collect(Collectors.joining(", "))
                                + " are set, but only one answer file can be used");
    }

    /** The n-th URI of each key belongs to the n-th mirror. */
    static Optional<String> mirrors(Map<String, Integer> urisByKey) {
        List<String> several =
                urisByKey.entrySet().stream()
                        .filter(key -> key.getValue() > 1)
                        .map(key -> "%s has %d".formatted(key.getKey(), key.getValue()))
                        .toList();
        long numbers = urisByKey.values().stream().filter(uris -> uris > 1).distinct().count();
        return unless(
                numbers <= 1,
                String.join(", ", several)
                        + " URIs: each key needs one URI for each mirror, in the same order, or one"
                        + " for all");
    }

    /**
     * Only lists of packages that can be compared with what was installed make a snapshot.
     *
     * @param answers keys of the answer files that are set
     */
    static Optional<String> snapshot(Snapshot snapshot, Collection<String> answers) {
        String moment = snapshot.moment().toString();
        List<String> foreign =
                answers.stream().filter(key -> !SNAPSHOT_ANSWERS.contains(key)).toList();
        if (!foreign.isEmpty()) {
            return Optional.of(
                    "no snapshot service is known for images by %s: only Debian's and Ubuntu's packages can be held at a moment"
                            .formatted(foreign.get(0)));
        }
        if (snapshot.releases().isEmpty()) {
            return Optional.of(
                    "watch is not set: it names the InRelease files of the moment, which the"
                            + " installed packages are compared with");
        }
        return snapshot.releases().stream()
                .map(SourceUri::text)
                .filter(text -> !text.contains(moment) || !text.endsWith("/InRelease"))
                .findFirst()
                .map(
                        text ->
                                "watch names %s, which is no InRelease of %s; use the variables of the distributed configuration, or %s"
                                        .formatted(
                                                text, moment, SnapshotKeys.SNAPSHOT_MIRROR.name()));
    }

    private static Optional<String> unless(boolean kept, String broken) {
        return kept ? Optional.empty() : Optional.of(broken);
    }
}
