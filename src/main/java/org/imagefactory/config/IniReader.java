package org.imagefactory.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.Problem;

/**
 * Reads one configuration file exactly as Python's {@code configparser} does with its default
 * options, because existing files were written for it.
 *
 * <p>This is a line reader of its own, not ini4j: that library has no indented continuation lines,
 * no blank lines inside a value, no comparison with the indentation of the key, no errors for
 * repeated sections and keys, other white space, and no line numbers, and none of this can be set
 * or reached from its handlers. A test compares this class with Python on generated files.
 *
 * <p>The rules that surprise: a line is a continuation if it is indented deeper than the line that
 * holds the key, even if it looks like a section or a key; a section header ends at the last
 * bracket of its line, and what follows is ignored; {@code [DEFAULT]} alone may be repeated; a byte
 * order mark is an ordinary character.
 */
final class IniReader {

    /** The section whose keys every other section inherits. */
    static final String DEFAULT = "DEFAULT";

    /** What malformed bytes become; it may stand in a file, too. */
    private static final char REPLACEMENT = '\ufffd';

    private final String file;
    private final int layer;
    private final Map<String, Map<String, RawValue>> sections = new LinkedHashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private String section = "";
    private boolean inSection;
    private boolean headerMissed;
    private Draft draft = Draft.none();
    private int indent;

    private IniReader(String file, int layer) {
        this.file = file;
        this.layer = layer;
    }

    /** A key whose value may go on in the next line. */
    private record Draft(String key, int line, List<String> lines) {

        static Draft none() {
            return new Draft("", 0, new ArrayList<>());
        }

        boolean open() {
            return line > 0;
        }
    }

    /**
     * @param file its name, for origins and errors
     * @param layer of the values, see {@link RawValue#layer}
     * @param content in UTF-8
     * @return the keys by section, in the order of the file; {@link #DEFAULT} is one of them if the
     *     file has it
     * @throws ConfigurationException broken lines, repeated sections or keys: all of them
     */
    static Map<String, Map<String, RawValue>> read(String file, int layer, byte[] content)
            throws ConfigurationException {
        IniReader reader = new IniReader(file, layer);
        String text = reader.decode(content);
        if (text.indexOf('\r') >= 0) {
            text = text.replace("\r\n", "\n").replace('\r', '\n');
        }
        int number = 0;
        int begin = 0;
        while (begin < text.length()) {
            int end = text.indexOf('\n', begin);
            end = end < 0 ? text.length() : end;
            number++;
            reader.line(number, text.substring(begin, end));
            begin = end + 1;
        }
        reader.finishDraft();
        if (!reader.problems.isEmpty()) {
            throw new ConfigurationException(reader.problems, "");
        }
        return reader.sections;
    }

    private String decode(byte[] content) throws ConfigurationException {
        String text = new String(content, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text; // far faster, where nothing is compiled yet
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            int bad = firstMalformed(content);
            int line = 1;
            for (int i = 0; i < bad; i++) {
                line += content[i] == '\n' ? 1 : 0;
            }
            Problem problem = new Problem(file + ":" + line, "not UTF-8 text");
            throw new ConfigurationException(List.of(problem), "convert the file to UTF-8");
        }
    }

    private static int firstMalformed(byte[] content) {
        ByteBuffer in = ByteBuffer.wrap(content);
        CharBuffer out = CharBuffer.allocate(content.length);
        StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        return in.position();
    }

    private void line(int number, String line) {
        int lineIndent = PythonText.indent(line);
        if (isComment(line, lineIndent)) {
            return;
        }
        String text = PythonText.stripTrailing(line.substring(lineIndent));
        if (text.isEmpty()) {
            draft.lines().add("");
            return;
        }
        if (draft.open() && lineIndent > indent) {
            draft.lines().add(text);
            return;
        }
        indent = lineIndent;
        int end = text.startsWith("[") ? text.lastIndexOf(']') : 0;
        if (end > 1) {
            header(number, text.substring(1, end));
        } else if (inSection) {
            option(number, text);
        } else if (!headerMissed) {
            headerMissed = true;
            problem(number, missingHeader(text));
        }
    }

    private static boolean isComment(String line, int indent) {
        return line.startsWith("#", indent) || line.startsWith(";", indent);
    }

    private static String missingHeader(String text) {
        return text.startsWith("\ufeff")
                ? "the file starts with a byte order mark; remove it"
                : "'%s' stands before the first [section]".formatted(text);
    }

    private void header(int number, String name) {
        finishDraft();
        section = name;
        inSection = true;
        int first = firstLine("[" + name, number);
        if (first > 0 && !name.equals(DEFAULT)) {
            problem(number, "section [%s] stands already in line %d".formatted(name, first));
        }
        sections.computeIfAbsent(name, n -> new LinkedHashMap<>());
    }

    private void option(int number, String text) {
        finishDraft();
        int delimiter = delimiter(text);
        String key = delimiter < 0 ? "" : PythonText.stripTrailing(text.substring(0, delimiter));
        // A broken line keeps its continuation lines, so that one mistake is one problem.
        draft = new Draft(PythonText.lower(key), number, new ArrayList<>());
        if (key.isEmpty()) {
            String message = "section [%s]: '%s' is neither key=value nor [section]";
            problem(number, message.formatted(section, text));
            return;
        }
        int first = firstLine(section + "\n" + draft.key(), number);
        if (first > 0) {
            String message = "section [%s]: key '%s' stands already in line %d";
            problem(number, message.formatted(section, draft.key(), first));
        }
        draft.lines().add(PythonText.strip(text.substring(delimiter + 1)));
    }

    private static int delimiter(String text) {
        int equals = text.indexOf('=');
        int colon = (equals < 0 ? text : text.substring(0, equals)).indexOf(':');
        return colon < 0 ? equals : colon;
    }

    private void finishDraft() {
        if (draft.open()) {
            String text = PythonText.stripTrailing(String.join("\n", draft.lines()));
            RawValue value = new RawValue(text, file + ":" + draft.line(), layer);
            sections.getOrDefault(section, new HashMap<>()).put(draft.key(), value);
        }
        draft = Draft.none();
    }

    /** Where the section or key stands already; 0 if it does not. */
    private int firstLine(String id, int number) {
        Integer earlier = seen.putIfAbsent(id, number);
        return earlier == null ? 0 : earlier;
    }

    private void problem(int number, String message) {
        problems.add(new Problem(file + ":" + number, message));
    }
}
