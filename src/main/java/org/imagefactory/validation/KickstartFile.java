package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A kickstart file, taken apart.
 *
 * @param statements in the order of the file
 * @param sections in the order of the file
 * @param problems that the structure has
 * @param includes whether it has parts that are not known here
 */
record KickstartFile(
        List<Statement> statements,
        List<Section> sections,
        List<Complaint> problems,
        boolean includes) {

    private static final String INCLUDE = "%include";
    private static final Set<String> INCLUDES = Set.of(INCLUDE, "%ksappend");

    /**
     * A command, or the head of a section.
     *
     * @param line from 1
     * @param name of the command or section
     * @param words behind the name
     */
    record Statement(int line, String name, List<String> words) {

        Statement {
            words = List.copyOf(words);
        }

        boolean has(String option) {
            return words.stream().anyMatch(w -> w.equals(option) || w.startsWith(option + "="));
        }

        /** The value of an option, with an equals sign or a blank before it. */
        Optional<String> value(String option) {
            for (int i = 0; i < words.size(); i++) {
                if (words.get(i).startsWith(option + "=")) {
                    return Optional.of(words.get(i).substring(option.length() + 1));
                }
                if (words.get(i).equals(option) && i + 1 < words.size()) {
                    return Optional.of(words.get(i + 1));
                }
            }
            return Optional.empty();
        }
    }

    /**
     * A section.
     *
     * @param body lines between head and end
     */
    record Section(Statement head, List<String> body) {

        Section {
            body = List.copyOf(body);
        }
    }

    KickstartFile {
        statements = List.copyOf(statements);
        sections = List.copyOf(sections);
        problems = List.copyOf(problems);
    }

    /** The commands of these names. */
    Stream<Statement> all(String... names) {
        Set<String> wanted = Set.of(names);
        return statements.stream().filter(statement -> wanted.contains(statement.name()));
    }

    boolean has(String... names) {
        return all(names).findAny().isPresent();
    }

    /**
     * Never fails: what is wrong is among the problems.
     *
     * @param names of the sections that there are
     */
    static KickstartFile parse(String text, Set<String> names) {
        Parser parser = new Parser(names);
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            parser.read(i + 1, lines.get(i));
        }
        parser.endOfSection();
        return new KickstartFile(
                parser.statements, parser.sections, parser.problems, parser.includes);
    }

    private static final class Parser {

        private final Set<String> names;
        private final List<Statement> statements = new ArrayList<>();
        private final List<Section> sections = new ArrayList<>();
        private final List<Complaint> problems = new ArrayList<>();
        private boolean includes;
        private Optional<Statement> head = Optional.empty();
        private final List<String> body = new ArrayList<>();

        Parser(Set<String> names) {
            this.names = names;
        }

        void read(int number, String line) {
            String first = line.strip().split("\\s", 2)[0];
            if (first.equals(INCLUDE) && named(line).isEmpty()) {
                problems.add(Complaint.error(number, "%include does not name a file"));
            }
            if (head.isPresent()) {
                if (first.equals("%end")) {
                    close();
                    return;
                }
                if (!first.startsWith("%") || !names.contains(first)) {
                    body.add(line);
                    return;
                }
                endOfSection();
            }
            if (first.isEmpty() || first.startsWith("#")) {
                return;
            }
            if (INCLUDES.contains(first)) {
                includes = true;
            } else if (first.equals("%end")) {
                problems.add(Complaint.error(number, "%end without a section"));
            } else {
                statement(number, line);
            }
        }

        /** What is to be read at this place; what follows it is nothing to the installer. */
        private static String named(String line) {
            return line.strip()
                    .substring(INCLUDE.length())
                    .replaceFirst("#.*", "")
                    .replaceAll("[\"']", "")
                    .strip();
        }

        private void statement(int number, String line) {
            List<String> words;
            try {
                words = KickstartWords.split(line);
            } catch (IllegalArgumentException e) {
                problems.add(Complaint.error(number, String.valueOf(e.getMessage())));
                return;
            }
            Statement statement =
                    new Statement(number, words.get(0), words.subList(1, words.size()));
            if (statement.name().startsWith("%")) {
                head = Optional.of(statement);
            } else {
                statements.add(statement);
            }
        }

        private void close() {
            head.ifPresent(statement -> sections.add(new Section(statement, body)));
            head = Optional.empty();
            body.clear();
        }

        /** The file, or the next section, is there before %end. */
        void endOfSection() {
            head.ifPresent(
                    statement ->
                            problems.add(
                                    Complaint.error(
                                            statement.line(),
                                            "%s is not closed by %%end"
                                                    .formatted(statement.name()))));
            close();
        }
    }
}
