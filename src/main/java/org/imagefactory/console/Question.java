package org.imagefactory.console;

import java.util.Optional;
import org.imagefactory.spec.Field;

/**
 * Something on the console that waits for a person, or looks like it.
 *
 * @param family whose question it is, where that is known
 * @param sureness how long it has to stand there before it is believed
 * @param text the question in the installer's words; may have several lines; no control characters
 * @param template what to preseed, for debian-installer, where the question is a known one
 */
public record Question(
        Optional<InstallerFamily> family,
        Sureness sureness,
        String text,
        Optional<String> template) {

    /** How debian-installer's text front end marks a dialog that reports an error. */
    private static final String ERROR_MARK = "!! ERROR: ";

    /** How much a question looks like one. */
    public enum Sureness {
        /** Nothing but a question looks like this. */
        CERTAIN(10),
        /** A question, unless something goes on meanwhile: it needs a longer look. */
        LIKELY(30),
        /** Healthy systems show this too: a question only where nothing at all happens. */
        IF_IDLE(30);

        private final long seconds;

        Sureness(long seconds) {
            this.seconds = seconds;
        }

        /** How long it has to stay the same. */
        public long seconds() {
            return seconds;
        }
    }

    /** Who asks, in a message. */
    public String asker() {
        return family.map(InstallerFamily::title).orElse("the installer");
    }

    /** What to do so that it is not asked again. */
    public String advice() {
        if (template.isEmpty() && text.contains(ERROR_MARK)) {
            return "the installer met an error, and no answer file helps against it: are its mirror"
                    + " and the network there all the time?";
        }
        String how = family.map(InstallerFamily::advice).orElse("answer it in the answer file");
        return template.map(name -> "preseed " + name).orElse(how)
                + ", or set %s=wait and answer it (see %s)"
                        .formatted(Field.ON_QUESTION, Field.SCREEN);
    }
}
