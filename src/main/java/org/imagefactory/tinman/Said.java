package org.imagefactory.tinman;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.config.Assignment;
import org.imagefactory.config.Key;
import org.imagefactory.spec.InstallationTree;

/**
 * What a template, and whoever wants it built, say about the keys of a section. It beats what the
 * files say.
 */
final class Said {

    private final Map<String, Assignment> assignments = new LinkedHashMap<>();
    private final List<String> kernelArguments = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<InstallationTree> tree = Optional.empty();

    /**
     * A key has this value; empty for none.
     *
     * @param place where that was said
     */
    void say(Key<?> key, String value, String place) {
        say(key.name(), value, place);
    }

    /** The same of a variable that values and answer files of the section refer to. */
    void say(String variable, String value, String place) {
        assignments.put(variable, Assignment.literal(variable, value, place));
    }

    /** The installer's kernel gets one more argument. */
    void kernelArgument(String argument) {
        kernelArguments.add(argument);
    }

    /** Something of the template has no effect, or one that nobody expects. */
    void warn(String text) {
        warnings.add(text);
    }

    /** Worth a line in the log. */
    void note(String text) {
        notes.add(text);
    }

    /** Kernel and initrd are where this tree says. */
    void tree(InstallationTree installation) {
        tree = Optional.of(installation);
    }

    Optional<InstallationTree> tree() {
        return tree;
    }

    List<Assignment> assignments() {
        return List.copyOf(assignments.values());
    }

    List<String> kernelArguments() {
        return List.copyOf(kernelArguments);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
