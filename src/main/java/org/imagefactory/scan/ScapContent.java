package org.imagefactory.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A data stream of a security guide: rules for a system, and profiles that choose among them.
 *
 * @param file where it is
 * @param profiles their ids, in the order of the file
 */
public record ScapContent(Path file, List<String> profiles) {

    /** Where the packages of distributions have the guides. */
    public static final Path FOLDER = Path.of("/usr/share/xml/scap/ssg/content");

    /** What ids of profiles have before the name that people use. */
    private static final String MARK = "_profile_";

    private static final String PREFIX = "ssg-";
    private static final String SUFFIX = "-ds.xml";
    private static final int MOST_PROFILES = 1000;

    public ScapContent {
        profiles = List.copyOf(profiles);
    }

    /**
     * @throws IOException the file cannot be read, or is something else; the message continues its
     *     name
     */
    public static ScapContent read(Path file) throws IOException, InterruptedException {
        Set<String> profiles = new LinkedHashSet<>();
        XmlStream in = new XmlStream(() -> Files.newInputStream(file), "data stream");
        for (Optional<String> name = in.next(0); name.isPresent(); name = in.next(0)) {
            if (name.get().equals("Profile") && profiles.size() < MOST_PROFILES) {
                profiles.add(in.attribute("id"));
            } else if (name.get().equals("Group") && !profiles.isEmpty()) {
                break; // all profiles stand before the rules
            }
        }
        if (profiles.isEmpty()) {
            throw new IOException("has no profiles: it is no data stream of a security guide");
        }
        return new ScapContent(file, List.copyOf(profiles));
    }

    /**
     * The id of a profile.
     *
     * @param wanted the id, or the name at its end
     */
    public Optional<String> profile(String wanted) {
        return profiles.stream()
                .filter(id -> id.equals(wanted) || shortName(id).equals(wanted))
                .findFirst();
    }

    /** The names of all profiles, as people use them; for a message. */
    public String names() {
        return profiles.stream()
                .map(ScapContent::shortName)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    static String shortName(String id) {
        int mark = id.indexOf(MARK);
        return mark < 0 ? id : id.substring(mark + MARK.length());
    }

    /** The file of the guide for a system; see {@link ScapSystems} for the name. */
    public static Path of(String product) {
        return FOLDER.resolve(PREFIX + product + SUFFIX);
    }

    /** Systems that this host has guides for, by their names in the names of the files. */
    public static List<String> installed() {
        if (!Files.isDirectory(FOLDER)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.toFile().getName())
                    .filter(name -> name.startsWith(PREFIX) && name.endsWith(SUFFIX))
                    .map(name -> name.substring(PREFIX.length(), name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(); // as good as none
        }
    }
}
