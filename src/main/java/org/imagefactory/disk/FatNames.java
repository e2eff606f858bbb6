package org.imagefactory.disk;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Names in a folder of a FAT file system. A long one stands in entries of its own before that of
 * the file, its end first; a checksum of the short name binds it to that.
 */
final class FatNames {

    static final int SHORT = 11;

    /** The attributes of an entry with a part of a long name. */
    private static final int LONG = 0x0F;

    private static final int LAST = 0x40;
    private static final int MOST_PARTS = 20;
    private static final int PART = 13;
    private static final int CHECKSUM = 13;

    /** Where an entry has its characters, two bytes each. */
    private static final int[] CHARACTERS = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};

    private static final int LOWER_BASE = 0x08;
    private static final int LOWER_EXTENSION = 0x10;

    private final char[] name = new char[MOST_PARTS * PART];
    private int missing = -1;
    private int parts;
    private byte checksum;

    /** Takes an entry, if it has a part of a long name. */
    boolean take(ByteBuffer entries, int at) {
        if ((entries.get(at + 11) & 0x3F) != LONG) {
            return false;
        }
        int order = Byte.toUnsignedInt(entries.get(at));
        int number = order & (LAST - 1);
        if ((order & LAST) != 0) {
            parts = number;
            missing = number;
            checksum = entries.get(at + CHECKSUM);
        }
        boolean next = number == missing && number > 0 && number <= MOST_PARTS;
        if (!next || entries.get(at + CHECKSUM) != checksum) {
            missing = -1;
            return true;
        }
        missing--;
        for (int i = 0; i < PART; i++) {
            name[missing * PART + i] = entries.getChar(at + CHARACTERS[i]);
        }
        return true;
    }

    /** The name of a file, by its entry and what was taken before, in printable ASCII. */
    String of(ByteBuffer entries, int at) {
        boolean whole = missing == 0 && parts > 0 && checksum == checksum(entries, at);
        missing = -1;
        if (!whole) {
            return shortName(entries, at);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts * PART && name[i] != 0; i++) {
            text.append(name[i] == ' ' || isPlain(name[i]) ? "" + name[i] : escape(name[i], 4));
        }
        return text.isEmpty() ? shortName(entries, at) : text.toString();
    }

    private static byte checksum(ByteBuffer entries, int at) {
        int sum = 0;
        for (int i = 0; i < SHORT; i++) {
            sum = ((sum & 1) << 7 | sum >> 1) + (entries.get(at + i) & 0xFF) & 0xFF;
        }
        return (byte) sum;
    }

    /** {@code BOOTX64 EFI} is {@code BOOTX64.EFI}, in small letters where a flag says so. */
    private static String shortName(ByteBuffer entries, int at) {
        byte[] bytes = new byte[SHORT];
        entries.get(at, bytes);
        int small = entries.get(at + 12);
        String base = part(bytes, 0, 8, (small & LOWER_BASE) != 0);
        String extension = part(bytes, 8, SHORT, (small & LOWER_EXTENSION) != 0);
        return extension.isEmpty() ? base : base + "." + extension;
    }

    private static String part(byte[] bytes, int from, int to, boolean small) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            char c = (char) Byte.toUnsignedInt(bytes[i]);
            text.append(c == ' ' ? "" : isPlain(c) ? "" + c : escape(c, 2));
        }
        return small ? text.toString().toLowerCase(Locale.ROOT) : text.toString();
    }

    private static boolean isPlain(char c) {
        return c > ' ' && c < 0x7f && c != '\\' && c != '/';
    }

    /** A byte of a short name has two digits, a character of a long one four. */
    private static String escape(char c, int digits) {
        return "\\" + (digits == 2 ? 'x' : 'u') + "%04x".formatted((int) c).substring(4 - digits);
    }
}
