package org.imagefactory.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes configuration files, tame and odd ones; a case is one file or two that are merged. */
final class IniSamples {

    private static final String[] SECTIONS = {
        "DEFAULT", "a", "A", "debian-13", "x y", " pad ", "b]", "[c", "a=b", "ä", "default", "a:b"
    };
    private static final String[] KEYS = {
        "linux",
        "initrd",
        "ram",
        "image-size",
        "image_size",
        "dist",
        "Mirror",
        "ÄÖ",
        "ΑΣ",
        "İx",
        "k1",
        "k2",
        "k3",
        "with blank",
        "a.b",
        "#x",
        "[k",
        "k]"
    };
    private static final String[] WORDS = {
        "1G",
        "text",
        "http://ftp.de.debian.org/debian",
        "a=b",
        "c:d",
        "# no comment",
        "; neither",
        "C:\\dir\\n",
        "100%",
        "%(x)s",
        "\"quoted\"",
        "ünï ☃ 😀",
        "[x]",
        "--- console=ttyS0",
        "",
        "true",
        "\u00a0",
        "\u0085x",
        "\u2028y",
        "\fz",
        "\u001cq",
        "tab\there",
        "\u000bv",
        "}",
        "{",
        "\u0000",
        "=",
        ":"
    };
    private static final String[] SPACES = {
        "", "", "", " ", "  ", "\t", "\u00a0", "\u3000", "\f", " \t ", "\u001f", "\u0085", "\u200b"
    };
    private static final String[] LINE_ENDS = {"\n", "\n", "\n", "\n", "\r\n", "\r"};
    private static final String[] BROKEN = {
        "no delimiter", "=value", ": value", "[]", "[", "[open", "]", "  = x", "key\u0000"
    };

    private final Random random;

    private IniSamples(long seed) {
        random = new Random(seed);
    }

    /** The hand-made cases and a number of generated ones. */
    static List<List<byte[]>> all(long seed, int generated) {
        List<List<byte[]>> cases = new ArrayList<>();
        for (String text : OddFiles.TEXTS) {
            cases.add(List.of(text.getBytes(UTF_8)));
        }
        cases.add(List.of("[a]\nk=\u00e4".getBytes(ISO_8859_1)));
        cases.add(List.of());
        IniSamples samples = new IniSamples(seed);
        for (int i = 0; i < generated; i++) {
            List<byte[]> files = new ArrayList<>();
            int count = samples.random.nextInt(3) == 0 ? 2 : 1;
            for (int j = 0; j < count; j++) {
                files.add(samples.file().getBytes(UTF_8));
            }
            cases.add(files);
        }
        return cases;
    }

    private String file() {
        StringBuilder out = new StringBuilder();
        boolean wild = random.nextInt(4) == 0;
        String lineEnd = wild ? pick(LINE_ENDS) : "\n";
        if (wild && chance(30)) {
            out.append('\ufeff');
        }
        List<String> sections = distinct(SECTIONS, 1 + random.nextInt(5), wild);
        for (String section : sections) {
            noise(out, wild, lineEnd);
            out.append(wild && chance(8) ? pick(SPACES) : "").append('[').append(section);
            out.append(']').append(chance(5) ? " trailing" : "").append(lineEnd);
            for (String key : distinct(KEYS, random.nextInt(8), wild)) {
                entry(out, key, wild, lineEnd);
                noise(out, wild, lineEnd);
            }
        }
        return out.toString();
    }

    private void entry(StringBuilder out, String key, boolean wild, String lineEnd) {
        String indent = wild && chance(20) ? pick(SPACES) : "";
        out.append(indent).append(chance(15) ? key.toUpperCase(java.util.Locale.ROOT) : key);
        out.append(wild ? pick(SPACES) : "").append(chance(30) ? ":" : "=");
        out.append(pick(SPACES)).append(value(wild));
        while (chance(18)) {
            if (chance(25)) {
                out.append(lineEnd).append(pick(SPACES));
            }
            if (chance(15)) {
                out.append(lineEnd).append("  # comment inside");
            }
            out.append(lineEnd).append(indent).append(pick(" ", "\t", "    ", "\u00a0"));
            out.append(value(wild));
        }
        out.append(wild ? pick(SPACES) : "").append(lineEnd);
    }

    private void noise(StringBuilder out, boolean wild, String lineEnd) {
        if (chance(15)) {
            out.append(pick("", " ", "# comment", "; comment", "   # indented", "\t"))
                    .append(lineEnd);
        }
        if (wild && chance(3)) {
            out.append(pick(BROKEN)).append(lineEnd);
        }
    }

    private String value(boolean wild) {
        StringBuilder out = new StringBuilder();
        for (int parts = random.nextInt(4); parts > 0; parts--) {
            if (chance(40)) {
                out.append(reference(wild));
            } else {
                out.append(pick(WORDS)).append(chance(30) ? " " : "");
            }
        }
        return out.toString();
    }

    private String reference(boolean wild) {
        if (chance(wild ? 15 : 3)) {
            return pick(
                    "$",
                    "${",
                    "${}",
                    "$x",
                    "${a:b:c}",
                    "${unknown}",
                    "${nowhere:linux}",
                    "${:k1}",
                    "${k1:}",
                    "${ linux }",
                    "$$$",
                    "${a\n}");
        }
        String key = pick(KEYS);
        String spelled = chance(20) ? key.toUpperCase(java.util.Locale.ROOT) : key;
        return switch (random.nextInt(5)) {
            case 0 -> "${" + pick(SECTIONS) + ":" + spelled + "}";
            case 1 -> "$$";
            case 2 -> "$${" + key + "}";
            default -> "${" + spelled + "}";
        };
    }

    private List<String> distinct(String[] from, int count, boolean wild) {
        List<String> result = new ArrayList<>();
        while (result.size() < count) {
            String next = pick(from);
            boolean repeatAllowed = wild && chance(2);
            if (!result.contains(next) || repeatAllowed) {
                result.add(next);
            }
        }
        return result;
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
