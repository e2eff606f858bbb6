package org.imagefactory.validation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Disks that scripts name. A script may ask which there are, so that nothing is certain, and one
 * that knows the machine's own disk, too, has done so.
 */
final class ScriptDisks {

    private static final Pattern DEVICE =
            Pattern.compile("/dev/((?:[shv]d|xvd)[a-z]|nvme[0-9]n[0-9]|mmcblk[0-9])");
    private static final String OURS = "/dev/vda";

    private ScriptDisks() {}

    static List<Complaint> look(List<EmbeddedScript> scripts) {
        return scripts.stream().flatMap(script -> look(script).stream()).toList();
    }

    private static Optional<Complaint> look(EmbeddedScript script) {
        if (script.text().contains(OURS)) {
            return Optional.empty();
        }
        Matcher device = DEVICE.matcher(withoutComments(script.text()));
        return device.find()
                ? MachineDisk.missing(device.group())
                        .map(
                                text ->
                                        Complaint.warning(
                                                script.line(),
                                                "%s: %s".formatted(script.name(), text)))
                : Optional.empty();
    }

    private static String withoutComments(String text) {
        StringBuilder rest = new StringBuilder();
        text.lines()
                .filter(line -> !line.stripLeading().startsWith("#"))
                .forEach(line -> rest.append(line).append('\n'));
        return rest.toString();
    }
}
