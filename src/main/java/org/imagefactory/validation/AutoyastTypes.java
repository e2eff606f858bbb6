package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sections, and the types of values. AutoYaST takes each value for a text unless its element has
 * the attribute {@code config:type} (or {@code t}, or {@code type}); then {@code "false"} is as
 * good as true, and of a list only the last element is left. Names have types at their places only:
 * what {@code debug} is in a script is something else in a boot loader.
 */
final class AutoyastTypes {

    private static final AutoyastTable TABLE = AutoyastTable.load();
    private static final String BOOLEAN = "boolean";
    private static final String INTEGER = "integer";

    /** Elements that stand for any name in a list. */
    private static final Set<String> LIST_ENTRIES = Set.of("listentry");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");

    private AutoyastTypes() {}

    static List<Complaint> look(XmlElement profile) {
        List<Complaint> complaints = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (XmlElement section : profile.children()) {
            section(section, seen.add(section.name())).ifPresent(complaints::add);
            below(section, "", complaints);
        }
        return complaints;
    }

    private static Optional<Complaint> section(XmlElement section, boolean first) {
        if (!TABLE.hasSection(section.name())) {
            return Optional.of(
                    Complaint.warning(
                            section.line(),
                            "there is no section <%s>: YaST leaves it out"
                                    .formatted(section.name())));
        }
        return first
                ? Optional.empty()
                : Optional.of(
                        Complaint.warning(
                                section.line(),
                                "the section <%s> is there twice: YaST takes only one of them"
                                        .formatted(section.name())));
    }

    private static void below(XmlElement element, String place, List<Complaint> complaints) {
        String path = place + element.name();
        look(element, TABLE.type(path).orElse(""), complaints);
        word(element, TABLE.words(path)).ifPresent(complaints::add);
        for (XmlElement child : element.children()) {
            String inner = LIST_ENTRIES.contains(child.name()) ? singular(element.name()) : "";
            if (inner.isEmpty()) {
                below(child, path + "/", complaints);
            } else {
                child.children().forEach(c -> below(c, path + "/" + inner + "/", complaints));
            }
        }
    }

    private static Optional<Complaint> word(XmlElement element, Set<String> words) {
        String value = element.text().strip();
        return words.isEmpty() || value.isEmpty() || words.contains(value)
                ? Optional.empty()
                : Optional.of(
                        Complaint.error(
                                element.line(),
                                "<%s> cannot be '%s': it is one of %s"
                                        .formatted(
                                                element.name(), value, String.join(", ", words))));
    }

    /** What the elements of a list are called where they are not called listentry. */
    private static String singular(String list) {
        return list.equals("partitioning") ? "drive" : list.replaceFirst("s$", "");
    }

    private static void look(XmlElement element, String expected, List<Complaint> complaints) {
        String type =
                Stream.of("type", "t")
                        .flatMap(name -> element.attribute(name).stream())
                        .findFirst()
                        .orElse("");
        String value = element.text().strip();
        if (!expected.isEmpty() && !type.equals(expected)) {
            boolean harmless =
                    (expected.equals(BOOLEAN) && value.equals("true"))
                            || (expected.equals("list") && element.children().isEmpty());
            String text = "<%s> has to have config:type=\"%s\"".formatted(element.name(), expected);
            complaints.add(new Complaint(element.line(), !harmless, text));
        }
        boolean wrong =
                switch (type) {
                    case BOOLEAN -> !value.equals("true") && !value.equals("false");
                    case INTEGER -> !WHOLE_NUMBER.matcher(value).matches();
                    default -> false;
                };
        if (wrong) {
            complaints.add(
                    Complaint.error(
                            element.line(),
                            "'%s' is no %s for <%s>".formatted(value, type, element.name())));
        }
    }
}
