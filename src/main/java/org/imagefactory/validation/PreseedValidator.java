package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.imagefactory.spec.ImageSpec;

/**
 * The rules of preseed files. The installer skips a line that it does not understand and goes on,
 * and takes a value to the end of its line: what is meant otherwise is a warning. Which questions
 * there are depends on the installer, and is not looked at.
 */
final class PreseedValidator implements AnswerValidator {

    private static final Set<String> TYPES =
            Set.of(
                    "boolean",
                    "detect-keyboard",
                    "entropy",
                    "error",
                    "multiselect",
                    "note",
                    "password",
                    "progress",
                    "seen",
                    "select",
                    "string",
                    "terminal",
                    "text",
                    "title");

    private static final Set<String> FLAGS = Set.of("boolean", "seen");
    private static final Set<String> BOOLEANS = Set.of("true", "false");
    private static final Set<String> DISKS =
            Set.of(
                    "partman-auto/disk",
                    "partman-auto/select_disk",
                    "partman-auto-raid/recipe",
                    "grub-installer/bootdev",
                    "grub-installer/choose_bootdev");

    /** Asked when the installed system's boot loader is updated. */
    private static final String LATER = "grub-pc/install_devices";

    /** How the partitioner calls a device. */
    private static final String FOLDER_OF_DEVICE = "/var/lib/partman/devices/=dev=";

    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#(?:\\s|$)");
    private static final int VALUE = 3;
    private static final int ENOUGH = 1_000;

    @Override
    public List<Complaint> look(String text, ImageSpec spec) {
        List<Complaint> complaints = new ArrayList<>();
        ByteOrderMark.complaint(text).ifPresent(complaints::add);
        returns(text).ifPresent(complaints::add);
        List<PreseedLine> lines = PreseedLine.all(ByteOrderMark.strip(text));
        boolean chosenLater = lines.stream().anyMatch(PreseedValidator::choosesDisk);
        for (PreseedLine line : lines) {
            if (complaints.size() > ENOUGH) {
                break; // whatever it is, it is no preseed file
            }
            continuation(line).ifPresent(complaints::add);
            answer(line, chosenLater, complaints);
        }
        return complaints.stream().sorted().toList();
    }

    private static Optional<Complaint> returns(String text) {
        int at = (text + "\n").indexOf("\r\n");
        return at < 0
                ? Optional.empty()
                : Optional.of(
                        Complaint.warning(
                                (int) text.substring(0, at).lines().count(),
                                "the line ends with a carriage return, which becomes a part of the"
                                        + " value: save the file with the line ends of Unix"));
    }

    private static Optional<Complaint> continuation(PreseedLine line) {
        List<String> parts = line.parts();
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0 && parts.get(i).stripLeading().startsWith("#")) {
                return Optional.of(
                        Complaint.warning(
                                line.number() + i,
                                "a continued line has no comments: this one, and what follows it,"
                                        + " becomes a part of the value"));
            }
        }
        String last = parts.get(parts.size() - 1);
        return last.stripTrailing().endsWith("\\") && !last.endsWith("\\")
                ? Optional.of(
                        Complaint.warning(
                                line.number() + parts.size() - 1,
                                "blanks behind the backslash: the next line does not continue this"
                                        + " one"))
                : Optional.empty();
    }

    private static void answer(PreseedLine line, boolean chosen, List<Complaint> complaints) {
        List<String> fields = line.fields();
        if (fields.size() < VALUE || !TYPES.contains(fields.get(2))) {
            complaints.add(
                    Complaint.warning(
                            line.number(),
                            (fields.size() < VALUE
                                            ? "there is no owner, question and type"
                                            : "'%s' is no type such as string or boolean"
                                                    .formatted(fields.get(2)))
                                    + ": the installer skips the line"));
            return;
        }
        String question = fields.get(1);
        String type = fields.get(2);
        String value = fields.size() > VALUE ? fields.get(VALUE).stripTrailing() : "";
        if (!type.equals("password") && !isCommand(question) && COMMENT.matcher(value).find()) {
            complaints.add(
                    Complaint.warning(
                            line.number(),
                            "there are no comments behind a value: all of the line is the value of "
                                    + question));
        } else if (FLAGS.contains(type) && !BOOLEANS.contains(value)) {
            complaints.add(
                    Complaint.warning(
                            line.number(),
                            "'%s' is neither true nor false, the values of a %s: the installer takes"
                                            .formatted(value, type)
                                    + " it for false"));
        }
        if (DISKS.contains(question) || question.equals(LATER)) {
            boolean certain = !chosen && !question.equals(LATER);
            Stream.of(value.replace(FOLDER_OF_DEVICE, "/dev/").split("[\\s,#]+"))
                    .flatMap(device -> disk(line.number(), device, certain).stream())
                    .forEach(complaints::add);
        }
    }

    private static Optional<Complaint> disk(int line, String device, boolean certain) {
        return MachineDisk.missing(device)
                .map(text -> new Complaint(line, certain, text))
                .or(() -> MachineDisk.doubtful(device).map(text -> Complaint.warning(line, text)));
    }

    /** A command may answer the question anew when it runs. */
    private static boolean choosesDisk(PreseedLine line) {
        return line.fields().size() > VALUE
                && isCommand(line.fields().get(1))
                && DISKS.stream().anyMatch(line.fields().get(VALUE)::contains);
    }

    private static boolean isCommand(String question) {
        return question.endsWith("_command") || question.endsWith("/run");
    }
}
