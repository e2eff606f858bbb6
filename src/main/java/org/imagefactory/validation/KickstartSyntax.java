package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compares commands, and heads of sections, with what a release knows. */
final class KickstartSyntax {

    /** What the installer takes for a value, not for an option. */
    private static final Pattern NEGATIVE = Pattern.compile("-[0-9]+(?:\\.[0-9]*)?");

    private final KickstartTable table;
    private final Optional<KickstartRelease> release;

    /**
     * @param release empty: something that any release knows is right
     */
    KickstartSyntax(KickstartTable table, Optional<KickstartRelease> release) {
        this.table = table;
        this.release = release;
    }

    /** Each statement, each head of a section, and which commands cannot stand in one file. */
    List<Complaint> look(KickstartFile file) {
        List<Complaint> complaints = new ArrayList<>();
        Map<String, KickstartFile.Statement> before = new LinkedHashMap<>();
        for (KickstartFile.Statement statement : file.statements()) {
            complaints.addAll(look(statement));
            before.values().stream()
                    .filter(other -> isApart(other, statement) || isApart(statement, other))
                    .findFirst()
                    .ifPresent(other -> complaints.add(apart(other, statement)));
            if (table.find(statement.name()).isPresent()) {
                before.putIfAbsent(statement.name(), statement);
            }
        }
        file.sections().forEach(section -> complaints.addAll(look(section.head())));
        return complaints;
    }

    private boolean isApart(KickstartFile.Statement one, KickstartFile.Statement other) {
        return table.find(one.name()).filter(c -> c.apart().contains(other.name())).isPresent();
    }

    private static Complaint apart(KickstartFile.Statement first, KickstartFile.Statement second) {
        return Complaint.error(
                second.line(),
                "%s cannot be used beside %s (line %d)"
                        .formatted(second.name(), first.name(), first.line()));
    }

    private List<Complaint> look(KickstartFile.Statement statement) {
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
        if (!gone && command.get().isJudged(release)) {
            complaints.addAll(new Judged(command.get(), statement).look());
        }
        return complaints;
    }

    /** One statement, word by word. */
    private final class Judged {

        private final KickstartCommand command;
        private final KickstartFile.Statement statement;
        private final KickstartUse use = new KickstartUse();
        private final List<Complaint> complaints = new ArrayList<>();

        Judged(KickstartCommand command, KickstartFile.Statement statement) {
            this.command = command;
            this.statement = statement;
        }

        List<Complaint> look() {
            List<String> words = statement.words();
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i);
                if (!word.startsWith("-") || word.equals("-")) {
                    use.argument(word);
                } else if (word(word, i + 1 < words.size() ? words.get(i + 1) : "-")) {
                    i++;
                }
            }
            required();
            arguments();
            for (KickstartRule rule : command.rules()) {
                rule.complaint(statement.name(), use).ifPresent(this::wrong);
            }
            return complaints;
        }

        /** Whether the next word belongs to it. */
        private boolean word(String word, String next) {
            int equals = word.indexOf('=');
            String typed = equals < 0 ? word : word.substring(0, equals);
            Optional<KickstartOption> found =
                    command.option(typed, release).filter(o -> o.support().isKnown(release));
            if (found.isEmpty()) {
                wrong("%s has no option %s%s".formatted(statement.name(), typed, inRelease()));
                return false;
            }
            KickstartOption option = found.get();
            boolean takesNext =
                    equals < 0
                            && option.value() == KickstartOption.Value.NEEDED
                            && (!next.startsWith("-") || NEGATIVE.matcher(next).matches());
            Optional<String> value =
                    equals >= 0
                            ? Optional.of(word.substring(equals + 1))
                            : Optional.of(next).filter(n -> takesNext);
            use.option(option.name(), value);
            option(option, value);
            return takesNext;
        }

        private void option(KickstartOption option, Optional<String> value) {
            String what = "option %s of %s".formatted(option.name(), statement.name());
            option.support().complaint(statement.line(), what, release).ifPresent(complaints::add);
            if (value.isPresent() && option.value() == KickstartOption.Value.NONE) {
                wrong(what + " has no value");
            } else if (value.isEmpty() && option.value() == KickstartOption.Value.NEEDED) {
                wrong(what + " needs a value");
            }
            value.ifPresent(v -> value(what, option.accepted(), v));
        }

        private void value(String what, KickstartValue rule, String value) {
            if (!rule.accepts(value)) {
                String accepted = rule.accepted().isEmpty() ? "" : ": it is " + rule.accepted();
                wrong("%s cannot be '%s'%s".formatted(what, value, accepted));
            }
        }

        private void required() {
            command.options().values().stream()
                    .filter(option -> option.required() && !use.hasOption(option.name()))
                    .map(KickstartOption::name)
                    .sorted()
                    .forEach(
                            name ->
                                    wrong(
                                            "%s needs the option %s"
                                                    .formatted(command.name(), name)));
        }

        private void arguments() {
            int number = use.arguments().size();
            KickstartCommand.Arguments rule = command.arguments();
            if (number < rule.least()) {
                wrong("%s needs %s".formatted(statement.name(), count(rule.least())));
            } else if (number > rule.most()) {
                wrong(
                        "%s takes %s, not %d"
                                .formatted(statement.name(), count(rule.most()), number));
            }
            if (number > 0) {
                value("argument of " + statement.name(), rule.first(), use.arguments().get(0));
            }
        }

        private void wrong(String text) {
            complaints.add(Complaint.error(statement.line(), text));
        }
    }

    private static String count(int number) {
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
