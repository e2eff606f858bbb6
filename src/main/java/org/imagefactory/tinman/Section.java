package org.imagefactory.tinman;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.config.Effective;
import org.imagefactory.config.Key;
import org.imagefactory.config.Keys;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Setting;
import org.imagefactory.spec.SourceUri;

/**
 * The section that a template is built by, as the files have it.
 *
 * @param name of the section
 * @param values that hold in it
 * @param arch that the template asks for
 */
record Section(String name, Effective values, Architecture arch) {

    private static final List<Key<List<SourceUri>>> INSTALLER =
            List.of(Keys.LINUX, Keys.INITRD, Keys.INSTALLER_IMAGE);

    /** The value of a key or variable; empty if it has none. */
    String value(String name) {
        return Optional.ofNullable(values.settings().get(name)).map(Setting::value).orElse("");
    }

    /** Whether a key has a value. */
    boolean has(Key<?> key) {
        return !value(key.name()).isEmpty();
    }

    /** Whose installer it is for; empty where the installer needs no answers. */
    Optional<AnswerFile.Kind> kind() {
        return Arrays.stream(AnswerFile.Kind.values())
                .filter(kind -> has(Keys.answerFile(kind)))
                .findFirst();
    }

    /** Whether the installer is a file of this host: its owner has chosen it, not a mirror. */
    boolean hasOwnInstaller() {
        return INSTALLER.stream()
                .flatMap(key -> Stream.of(value(key.name())))
                .anyMatch(Section::isLocal);
    }

    private static boolean isLocal(String sources) {
        try {
            return !sources.isEmpty()
                    && SourceUri.parseAll(sources).stream().allMatch(SourceUri::isLocal);
        } catch (IllegalArgumentException e) {
            return false; // told where the key is read
        }
    }
}
