package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.imagefactory.spec.ImageSpec;

/**
 * Knows the rules of kickstart files, for the release that the image's osinfo names. Of another
 * release, or none, nothing is certain: what any known release takes is right, and the rest are
 * warnings.
 */
final class KickstartValidator implements AnswerValidator {

    private static final KickstartTable TABLE = KickstartTable.load();

    @Override
    public List<Complaint> look(String text, ImageSpec spec) {
        Optional<KickstartRelease> release =
                spec.machine().engine().system().flatMap(KickstartRelease::of);
        KickstartFile file = KickstartFile.parse(ByteOrderMark.strip(text), TABLE.names());
        List<Complaint> complaints = new ArrayList<>(file.problems());
        ByteOrderMark.complaint(text).ifPresent(complaints::add);
        complaints.addAll(new KickstartSyntax(TABLE, release).look(file));
        for (KickstartFile.Section section : file.sections()) {
            if (section.head().name().equals("%packages")) {
                complaints.addAll(packages(section));
            }
        }
        complaints.addAll(KickstartDrives.look(file));
        if (!file.includes()) {
            complaints.addAll(new KickstartRules(file, spec).look(release));
        }
        return complaints.stream()
                .map(c -> release.isPresent() ? c : Complaint.warning(c.line(), c.text()))
                .sorted(Comparator.comparingInt(Complaint::line))
                .toList();
    }

    /** Groups have options; anything else is one name. */
    private static List<Complaint> packages(KickstartFile.Section section) {
        List<Complaint> complaints = new ArrayList<>();
        for (int i = 0; i < section.body().size(); i++) {
            String line = section.body().get(i);
            int comment = line.indexOf('#');
            String entry = (comment < 0 ? line : line.substring(0, comment)).strip();
            int number = section.head().line() + 1 + i;
            boolean group = entry.startsWith("@") || entry.startsWith("-@");
            refused(number, entry).ifPresent(complaints::add);
            if (!group && !entry.startsWith("%") && entry.contains(" ")) {
                complaints.add(
                        Complaint.warning(
                                number,
                                "'%s' is taken for the name of one package: write a line for each"
                                        .formatted(entry)));
            }
        }
        return complaints;
    }

    private static Optional<Complaint> refused(int line, String entry) {
        List<String> words = List.of(entry.split("\\s+"));
        if (entry.equals("-")) {
            return Optional.of(Complaint.error(line, "there is no name behind the minus sign"));
        }
        return entry.startsWith("@") && words.containsAll(List.of("--nodefaults", "--optional"))
                ? Optional.of(
                        Complaint.error(
                                line, "--nodefaults and --optional cannot be used together"))
                : Optional.empty();
    }
}
