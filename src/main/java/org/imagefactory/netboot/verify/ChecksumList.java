package org.imagefactory.netboot.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.spec.DigestKind;
import org.imagefactory.spec.ListedDigest;
import org.imagefactory.spec.SourceUri;

/**
 * A list of digests of one kind, in any of the forms that distributions publish: those of {@link
 * ListedDigest}, and Red Hat's {@code .treeinfo}. Lines that are something else, and digests of
 * other kinds, are passed over.
 */
final class ChecksumList {

    private static final String OF_ONE_FILE = ".sha256";

    private final Map<String, String> digests = new HashMap<>();

    /** A line of a {@code .treeinfo}, which is read as Python's configparser does. */
    private final Pattern treeInfo;

    private ChecksumList(DigestKind kind) {
        treeInfo =
                Pattern.compile(
                        "(?<path>[^=]+?)[=:]\\s*+%s:(?<digest>[0-9a-fA-F]{%d})"
                                .formatted(kind.name().toLowerCase(Locale.ROOT), kind.digits()));
    }

    /**
     * @param name of the file, for messages
     * @param kind of the digests that are looked for
     * @throws VerificationException it has no such digest, or two for one file
     */
    static ChecksumList parse(String name, String text, DigestKind kind)
            throws VerificationException {
        ChecksumList list = new ChecksumList(kind);
        boolean inTreeInfo = false;
        for (String raw : text.lines().toList()) {
            String line = raw.stripTrailing();
            if (line.startsWith("[") && line.endsWith("]")) {
                inTreeInfo = line.equals("[checksums]");
            } else if (inTreeInfo) {
                Matcher digest = list.treeInfo.matcher(line);
                if (digest.matches()) {
                    list.add(name, digest.group("path"), digest.group("digest"));
                }
            } else {
                Optional<ListedDigest> known = ListedDigest.parse(line, kind);
                if (known.isPresent()) {
                    list.add(name, known.get().path(), known.get().digest());
                }
            }
        }
        if (list.digests.isEmpty()) {
            throw VerificationException.of(
                    "%s has no %s digest".formatted(name, kind.title()),
                    "name a file with %s digests".formatted(kind.title()));
        }
        return list;
    }

    private void add(String name, String listed, String hex) throws VerificationException {
        String path = listed.strip();
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        String digest = hex.toLowerCase(Locale.ROOT);
        String before = digests.put(path, digest);
        if (before != null && !before.equals(digest)) {
            throw VerificationException.of(
                    "%s has two different digests of %s".formatted(name, path),
                    "use another mirror");
        }
    }

    /**
     * The digest of a file. One below the list's own folder must have exactly its path there; of
     * one that is elsewhere, on a mirror of its own, the end of the path must be in the list, and
     * the longest end decides. A list that is called as the file is, with {@code .sha256} behind
     * it, and has one digest needs no name for it.
     *
     * @param list where this list is
     */
    Optional<String> find(SourceUri list, SourceUri file) {
        Optional<String> relative = file.relativeToFolderOf(list);
        if (relative.isPresent()) {
            return Optional.ofNullable(digests.get(relative.get()))
                    .or(() -> onlyOne(list, relative.get()));
        }
        List<String> ends = new ArrayList<>();
        String path = file.path();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            ends.add(path.substring(slash + 1));
        }
        return ends.stream().filter(digests::containsKey).findFirst().map(digests::get);
    }

    /**
     * The digest in {@code NAME.sha256}, which is for the file {@code NAME} beside it. openSUSE
     * calls that file by another name inside: that of the build of which NAME is a link.
     */
    private Optional<String> onlyOne(SourceUri list, String name) {
        boolean own = digests.size() == 1 && list.fileName().equals(name + OF_ONE_FILE);
        return own ? digests.values().stream().findFirst() : Optional.empty();
    }
}
