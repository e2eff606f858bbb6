package org.imagefactory.difference;

import java.util.ArrayList;
import java.util.List;

/**
 * What a file in an image is, as far as it is compared: one line of a listing. Times are not: a
 * package's files have those of the package, and all others are new.
 *
 * @param path in the image; of a partition that is not the root, behind its name and a colon
 * @param type {@code f}, {@code d}, {@code l} or another letter
 * @param permissions in octal digits
 * @param owner numbers of user and group
 * @param size in bytes; 0 for what is no file
 * @param content SHA-256, or the target of a link
 * @param essence the same of the content without what an installation makes anew; empty where there
 *     is no rule for the file
 */
record FileRecord(
        String path,
        char type,
        String permissions,
        String owner,
        long size,
        String content,
        String essence) {

    static FileRecord parse(String line) {
        String[] fields = line.split("\t", -1);
        return new FileRecord(
                fields[0],
                fields[1].charAt(0),
                fields[2],
                fields[3],
                Long.parseLong(fields[4]),
                fields[5],
                fields[6]);
    }

    String line() {
        return String.join("\t", path, "" + type, permissions, owner, "" + size, content, essence);
    }

    /** All that is known of it, for one that has no counterpart. */
    String text() {
        return different(new FileRecord(path, ' ', "", "", -1, "", ""));
    }

    /** What of it differs from the other. */
    String different(FileRecord other) {
        List<String> words = new ArrayList<>();
        if (type != other.type) {
            words.add(
                    switch (type) {
                        case 'f' -> "file";
                        case 'd' -> "folder";
                        case 'l' -> "link";
                        default -> "special file " + type;
                    });
        }
        if (!permissions.equals(other.permissions)) {
            words.add("mode " + permissions);
        }
        if (!owner.equals(other.owner)) {
            words.add("owner " + owner);
        }
        if (size != other.size && type == 'f') {
            words.add(size + " bytes");
        }
        if (!content.equals(other.content)) {
            words.add(type == 'l' ? "to " + content : content.isEmpty() ? "" : "sha256 " + content);
        }
        return String.join(", ", words.stream().filter(word -> !word.isEmpty()).toList());
    }

    /** Whether nothing but the content differs, and of that not the essence. */
    boolean isEssentially(FileRecord other) {
        return type == other.type
                && permissions.equals(other.permissions)
                && owner.equals(other.owner)
                && !essence.isEmpty()
                && essence.equals(other.essence);
    }
}
