package org.imagefactory.tdl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.imagefactory.error.PrintableText;
import org.imagefactory.json.Json;

/** Tells of files whether they are valid templates, and of the others all that is wrong. */
public final class TemplateCheck {

    /** Names what the caller may read templates from besides files. */
    public static final String STANDARD_INPUT = "-";

    /** What became of a check, the worst last. */
    public enum Outcome {
        VALID,
        INVALID,
        UNREADABLE
    }

    private final TemplateRules rules;
    private final boolean json;
    private final Path folder;
    private final InputStream standardInput;
    private final Consumer<String> output;
    private final Consumer<String> problems;

    /**
     * @param json whether there is one JSON object for each file, in place of a line for each fault
     * @param folder that the names of files start from
     * @param output takes the lines that were asked for
     * @param problems takes a line for each file that cannot be read
     */
    public TemplateCheck(
            TemplateRules rules,
            boolean json,
            Path folder,
            InputStream standardInput,
            Consumer<String> output,
            Consumer<String> problems) {
        this.rules = rules;
        this.json = json;
        this.folder = folder;
        this.standardInput = standardInput;
        this.output = output;
        this.problems = problems;
    }

    /**
     * Checks all files, in their order.
     *
     * @param files by name, or {@link #STANDARD_INPUT}
     * @return the worst of all
     */
    public Outcome check(List<String> files) {
        Outcome worst = Outcome.VALID;
        for (String file : files) {
            Outcome outcome = check(file);
            worst = outcome.compareTo(worst) > 0 ? outcome : worst;
        }
        return worst;
    }

    private Outcome check(String file) {
        try {
            TemplateReader.read(bytes(file), rules);
            tell(file, List.of());
            return Outcome.VALID;
        } catch (InvalidTemplateException e) {
            tell(file, e.faults());
            return Outcome.INVALID;
        } catch (IOException | InvalidPathException e) {
            String why = why(e);
            problems.accept(
                    PrintableText.of("the template %s cannot be read: %s".formatted(file, why)));
            if (json) {
                tell(file, List.of(new TemplateFault(1, "", "the file cannot be read: " + why)));
            }
            return Outcome.UNREADABLE;
        }
    }

    private byte[] bytes(String file) throws IOException {
        int enough = TemplateReader.LONGEST + 1;
        if (file.equals(STANDARD_INPUT)) {
            return standardInput.readNBytes(enough);
        }
        try (InputStream in = Files.newInputStream(folder.resolve(file))) {
            return in.readNBytes(enough);
        }
    }

    private static String why(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return e instanceof AccessDeniedException
                ? "access is denied"
                : PrintableText.of(String.valueOf(e.getMessage()));
    }

    private void tell(String file, List<TemplateFault> faults) {
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("file", file);
            object.put("valid", faults.isEmpty());
            object.put("errors", faults.stream().map(TemplateCheck::object).toList());
            output.accept(PrintableText.escaped(Json.line(object)));
        } else if (faults.isEmpty()) {
            output.accept(PrintableText.of(file + ": valid"));
        } else {
            for (TemplateFault fault : faults) {
                output.accept(
                        PrintableText.of(
                                "%s:%d: %s: %s"
                                        .formatted(
                                                file,
                                                fault.line(),
                                                fault.element(),
                                                fault.message())));
            }
        }
    }

    private static Map<String, Object> object(TemplateFault fault) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("line", fault.line());
        object.put("element", fault.element());
        object.put("message", fault.message());
        return object;
    }
}
