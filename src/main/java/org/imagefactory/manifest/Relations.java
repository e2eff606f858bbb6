package org.imagefactory.manifest;

import java.util.List;

/**
 * What a package says of others, by names as its package manager has them.
 *
 * @param requires what it cannot work without; alternatives have {@code |} between them, the
 *     preferred one first
 * @param provides names that it also answers to
 */
record Relations(List<String> requires, List<String> provides) {

    static final Relations NONE = new Relations(List.of(), List.of());

    /** More than any real package has, kernels with a name for each module aside. */
    static final int MOST_NAMES = 500;

    /** Of memory, in characters, beside the name itself: until all of them are looked up. */
    private static final int NAME = 64;

    Relations {
        requires = bounded(requires);
        provides = bounded(provides);
    }

    /** For a limit on what is kept in memory. */
    int characters() {
        return weight(requires) + weight(provides);
    }

    private static List<String> bounded(List<String> names) {
        return names.stream()
                .filter(name -> !name.isEmpty() && name.length() <= PackageLine.LONGEST_FIELD)
                .distinct()
                .limit(MOST_NAMES)
                .toList();
    }

    private static int weight(List<String> names) {
        return names.stream().mapToInt(name -> name.length() + NAME).sum();
    }
}
