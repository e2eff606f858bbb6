package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares commands, and heads of sections, with what a release knows. */
final class KickstartSyntax {

    private final KickstartTable table;
    private final Optional<KickstartRelease> release;

    /**
     * @param release empty: something that any release knows is right
     */
    KickstartSyntax(KickstartTable table, Optional<KickstartRelease> release) {
        this.table = table;
        this.release = release;
    }

    List<Complaint> look(KickstartFile.Statement statement) {
        boolean section = statement.name().startsWith("%");
        String kind = section ? "section" : "command";
        String what = "%s '%s'".formatted(kind, statement.name());
        Optional<KickstartCommand> command = table.find(statement.name());
        if (command.isEmpty()) {
            return List.of(Complaint.error(statement.line(), "there is no %s".formatted(what)));
        }
        List<Complaint> complaints = new ArrayList<>();
        Optional<Complaint> own =
                command.get().support().complaint(statement.line(), what, release);
        own.ifPresent(complaints::add);
        boolean gone = own.map(Complaint::certain).orElse(false);
        if (!gone && !command.get().open()) {
            complaints.addAll(options(command.get(), statement));
        }
        return complaints;
    }

    private List<Complaint> options(KickstartCommand command, KickstartFile.Statement statement) {
        List<Complaint> complaints = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int arguments = 0;
        List<String> words = statement.words();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-") || word.equals("-")) {
                arguments++;
                continue;
            }
            int equals = word.indexOf('=');
            String typed = equals < 0 ? word : word.substring(0, equals);
            Optional<KickstartOption> found =
                    command.option(typed).filter(o -> o.support().isKnown(release));
            if (found.isEmpty()) {
                complaints.add(
                        Complaint.error(
                                statement.line(),
                                "%s has no option %s%s"
                                        .formatted(statement.name(), typed, inRelease())));
                continue;
            }
            KickstartOption option = found.get();
            seen.add(option.name());
            Optional<String> value = Optional.empty();
            if (equals >= 0) {
                value = Optional.of(word.substring(equals + 1));
            } else if (option.value() == KickstartOption.Value.NEEDED
                    && i + 1 < words.size()
                    && !words.get(i + 1).startsWith("-")) {
                i++;
                value = Optional.of(words.get(i));
            }
            complaints.addAll(option(option, value, statement));
        }
        complaints.addAll(counts(command, seen, arguments, statement));
        return complaints;
    }

    private List<Complaint> option(
            KickstartOption option, Optional<String> value, KickstartFile.Statement statement) {
        String what = "option %s of %s".formatted(option.name(), statement.name());
        List<Complaint> complaints = new ArrayList<>();
        option.support().complaint(statement.line(), what, release).ifPresent(complaints::add);
        if (value.isPresent() && option.value() == KickstartOption.Value.NONE) {
            complaints.add(Complaint.error(statement.line(), what + " has no value"));
        } else if (value.isEmpty() && option.value() == KickstartOption.Value.NEEDED) {
            complaints.add(Complaint.error(statement.line(), what + " needs a value"));
        }
        value.filter(v -> !option.values().isEmpty() && !option.values().contains(v))
                .ifPresent(
                        v ->
                                complaints.add(
                                        Complaint.error(
                                                statement.line(),
                                                "%s cannot be '%s': it is one of %s"
                                                        .formatted(
                                                                what,
                                                                v,
                                                                String.join(
                                                                        ", ", option.values())))));
        return complaints;
    }

    private List<Complaint> counts(
            KickstartCommand command,
            Set<String> seen,
            int arguments,
            KickstartFile.Statement statement) {
        List<Complaint> complaints = new ArrayList<>();
        command.options().values().stream()
                .filter(option -> option.required() && !seen.contains(option.name()))
                .map(KickstartOption::name)
                .sorted()
                .forEach(
                        name ->
                                complaints.add(
                                        Complaint.error(
                                                statement.line(),
                                                "%s needs the option %s"
                                                        .formatted(statement.name(), name))));
        if (arguments < command.least()) {
            complaints.add(
                    Complaint.error(
                            statement.line(),
                            "%s needs %s".formatted(statement.name(), arguments(command.least()))));
        } else if (arguments > command.most()) {
            complaints.add(
                    Complaint.error(
                            statement.line(),
                            "%s takes %s, not %d"
                                    .formatted(
                                            statement.name(),
                                            arguments(command.most()),
                                            arguments)));
        }
        return complaints;
    }

    private static String arguments(int number) {
        return switch (number) {
            case 0 -> "no argument";
            case 1 -> "one argument";
            default -> number + " arguments";
        };
    }

    private String inRelease() {
        return release.map(r -> " in " + r.title()).orElse("");
    }
}
