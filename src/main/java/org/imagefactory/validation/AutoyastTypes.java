package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The types of values. AutoYaST takes each value for a text unless its element has the attribute
 * {@code config:type} (or {@code t}, or {@code type}); then {@code "false"} is as good as true, and
 * of a list only the last element is left. Only names that have one type wherever they stand are
 * known here.
 */
final class AutoyastTypes {

    private static final String BOOLEAN = "boolean";
    private static final String INTEGER = "integer";
    private static final String LIST = "list";

    private static final Set<String> BOOLEANS =
            Set.of(
                    "accept_file_without_checksum",
                    "accept_non_trusted_gpg_key",
                    "accept_unknown_gpg_key",
                    "accept_unsigned_file",
                    "accept_verification_failed",
                    "chrooted",
                    "confirm",
                    "create",
                    "create_subvolumes",
                    "debug",
                    "dhcp_hostname",
                    "do_online_update",
                    "enable_firewall",
                    "enable_snapshots",
                    "encrypted",
                    "feedback",
                    "final_halt",
                    "final_reboot",
                    "forceboot",
                    "format",
                    "halt",
                    "import_gpg_key",
                    "initialize",
                    "install_recommended",
                    "keep_install_network",
                    "managed",
                    "resize",
                    "second_stage",
                    "start_firewall");

    private static final Set<String> INTEGERS = Set.of("partition_id", "partition_nr", "timeout");

    private static final Set<String> LISTS =
            Set.of(
                    "add_on_products",
                    "ask-list",
                    "authorized_keys",
                    "chroot-scripts",
                    "init-scripts",
                    "interfaces",
                    "packages",
                    "partitioning",
                    "partitions",
                    "patterns",
                    "post-packages",
                    "post-patterns",
                    "post-scripts",
                    "postpartitioning-scripts",
                    "pre-scripts",
                    "products",
                    "remove-packages",
                    "remove-patterns",
                    "semi-automatic",
                    "users");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");

    private AutoyastTypes() {}

    static List<Complaint> look(XmlElement profile) {
        List<Complaint> complaints = new ArrayList<>();
        profile.tree().forEach(element -> look(element, complaints));
        return complaints;
    }

    private static void look(XmlElement element, List<Complaint> complaints) {
        Optional<String> type =
                Stream.of("type", "t")
                        .flatMap(name -> element.attribute(name).stream())
                        .findFirst();
        String expected = expected(element);
        if (!expected.isEmpty() && !type.equals(Optional.of(expected))) {
            complaints.add(
                    Complaint.error(
                            element.line(),
                            "<%s> has to have config:type=\"%s\""
                                    .formatted(element.name(), expected)));
        }
        String value = element.text().strip();
        boolean wrong =
                switch (type.orElse("")) {
                    case BOOLEAN -> !value.equals("true") && !value.equals("false");
                    case INTEGER -> !WHOLE_NUMBER.matcher(value).matches();
                    default -> false;
                };
        if (wrong) {
            complaints.add(
                    Complaint.error(
                            element.line(),
                            "'%s' is no %s for <%s>"
                                    .formatted(value, type.orElse(""), element.name())));
        }
    }

    /** Empty if any type will do. */
    private static String expected(XmlElement element) {
        if (BOOLEANS.contains(element.name()) && element.children().isEmpty()) {
            return BOOLEAN;
        }
        if (INTEGERS.contains(element.name())) {
            return INTEGER;
        }
        return LISTS.contains(element.name()) ? LIST : "";
    }
}
