package org.imagefactory.tools;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of debugfs' {@code ls -l}.
 *
 * @param inode number
 * @param mode type and permission bits, as in {@code st_mode}
 * @param size in bytes
 * @param name as debugfs prints it: bytes outside of printable ASCII, and the backslash, as {@code
 *     \xNN}; so it never holds a control character
 * @param owner numbers of user and group, {@code 0:0}
 */
public record DirectoryEntry(long inode, int mode, long size, String name, String owner) {

    /** One of root's. */
    public DirectoryEntry(long inode, int mode, long size, String name) {
        this(inode, mode, size, name, "0:0");
    }

    private static final Pattern LINE =
            Pattern.compile(
                    " *([0-9]{1,18}) +([0-7]{1,9}) \\([0-9]+\\) +(-?[0-9]+) +(-?[0-9]+) +(-?[0-9]+)"
                            + " +[0-9]+-[^ ]+ [0-9:]+ (.+)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9a-f]{2})");
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;

    static Optional<DirectoryEntry> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new DirectoryEntry(
                        Long.parseLong(matcher.group(1)),
                        Integer.parseInt(matcher.group(2), 8),
                        size(matcher.group(5)),
                        matcher.group(6),
                        matcher.group(3) + ":" + matcher.group(4)));
    }

    /** A guest may claim more than there are numbers for. */
    private static long size(String digits) {
        if (digits.length() <= 18) {
            return Long.parseLong(digits);
        }
        return digits.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** What it takes in memory, in bytes. */
    public long weight() {
        return (long) DebugfsAnswers.LINE_WEIGHT + name.length();
    }

    /** A directory, not a link to one. */
    public boolean isDirectory() {
        return (mode & TYPE) == DIRECTORY;
    }

    /** A plain file, not a link to one. */
    public boolean isRegularFile() {
        return (mode & TYPE) == REGULAR;
    }

    /** A symbolic link. */
    public boolean isLink() {
        return (mode & TYPE) == LINK;
    }

    /** As {@code find} tells it: {@code f}, {@code d}, {@code l} or another letter. */
    public char type() {
        return switch ((mode & TYPE) >> 12) {
            case 1 -> 'p';
            case 2 -> 'c';
            case 4 -> 'd';
            case 6 -> 'b';
            case 8 -> 'f';
            case 10 -> 'l';
            case 12 -> 's';
            default -> '?';
        };
    }

    /** Permissions with the bits for others' rights, in octal digits: {@code 4755}. */
    public String permissions() {
        return String.format(Locale.ROOT, "%04o", mode & ~TYPE);
    }

    /** Neither file nor directory nor link: a device, a pipe, a socket. */
    public boolean isSpecial() {
        return !isDirectory() && !isRegularFile() && !isLink();
    }

    /** A name's bytes in the form that {@link #name} has. */
    public static String escape(byte[] name) {
        StringBuilder text = new StringBuilder();
        for (byte b : name) {
            if (b >= ' ' && b < 0x7f && b != '\\') {
                text.append((char) b);
            } else {
                text.append(String.format(Locale.ROOT, "\\x%02x", b & 0xff));
            }
        }
        return text.toString();
    }

    /** The directory itself or the one above it. */
    public boolean isDot() {
        return name.equals(".") || name.equals("..");
    }

    /** The name's bytes, one per character, as a file of commands has to spell them. */
    String rawName() {
        return ESCAPE.matcher(name)
                .replaceAll(
                        match ->
                                Matcher.quoteReplacement(
                                        new String(
                                                new byte[] {
                                                    (byte) Integer.parseInt(match.group(1), 16)
                                                },
                                                StandardCharsets.ISO_8859_1)));
    }
}
