package org.imagefactory.difference;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A file's content without what each installation makes anew in it. */
final class Essence {

    private static final int HASH = 1;
    private static final int DAY = 2;

    private final List<String> ids;

    /** Longer ones first: an identifier of a partition may begin with the disk's. */
    private final List<String> longestFirst;

    /**
     * @param ids of the disk that the file is on, in the order in which every disk of the same
     *     layout has them
     */
    Essence(Collection<String> ids) {
        this.ids = ids.stream().filter(id -> id.length() > 7).toList();
        this.longestFirst =
                this.ids.stream().sorted(Comparator.comparing(id -> -id.length())).toList();
    }

    byte[] of(MadeAnew rule, byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String essence =
                switch (rule) {
                    case PASSWORDS ->
                            text.lines().map(Essence::account).collect(Collectors.joining("\n"));
                    case DPKG ->
                            Arrays.stream(text.split("\n\n", -1))
                                    .sorted()
                                    .collect(Collectors.joining("\n\n"));
                    default -> withoutIds(text);
                };
        return essence.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String withoutIds(String text) {
        String rest = text;
        for (String id : longestFirst) {
            rest = rest.replace(id, "<id " + ids.indexOf(id) + ">");
        }
        return rest;
    }

    /** A locked account and one without a password stay what they are. */
    private static String account(String line) {
        String[] fields = line.split(":", -1);
        if (fields.length > DAY) {
            fields[HASH] = fields[HASH].startsWith("$") ? "<hash>" : fields[HASH];
            fields[DAY] = "<day>";
        }
        return String.join(":", fields);
    }
}
