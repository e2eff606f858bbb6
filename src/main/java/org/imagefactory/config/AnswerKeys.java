package org.imagefactory.config;

import java.nio.file.Path;
import java.util.List;
import org.imagefactory.spec.Field;

/**
 * Rows of the table of keys: answer files of installers that are live systems, and what templates
 * of answer files are filled with.
 */
public final class AnswerKeys {

    static final KeyGroup ROWS = new KeyGroup();

    static final Key<Path> AGAMA =
            ROWS.image("agama", ValueType.FILE)
                    .field(Field.ANSWER_FILE)
                    .add(
                            "Agama profile in JSON, which answers the installer of openSUSE Leap"
                                    + " 16; it is put onto a volume labelled *OEMDRV*.");

    static final Key<Path> AUTOINSTALL =
            ROWS.image("autoinstall", ValueType.FILE)
                    .field(Field.ANSWER_FILE)
                    .add(
                            "Autoinstall file, which answers the installer of Ubuntu: user data of"
                                    + " cloud-init, put onto a volume labelled *CIDATA*.");

    static final Key<Boolean> CLOUD_INIT =
            ROWS.image("cloud-init", ValueType.BOOLEAN)
                    .field(Field.CLOUD_INIT)
                    .defaultText("false")
                    .add(
                            "Install cloud-init, which sets up each machine as its cloud wants it,"
                                    + " for templates of answer files. Without it the image has a"
                                    + " service that grows the root file system.");

    static final Key<String> HOSTNAME =
            ROWS.image("hostname", ValueType.TEXT)
                    .field(Field.HOSTNAME)
                    .defaultText("localhost")
                    .add("Host name of the installed system, for templates of answer files.");

    static final Key<String> KEYBOARD =
            ROWS.image("keyboard", ValueType.TEXT)
                    .field(Field.KEYBOARD)
                    .defaultText("us")
                    .add("Keyboard layout of the console, for templates of answer files.");

    static final Key<String> LANGUAGE =
            ROWS.image("language", ValueType.TEXT)
                    .field(Field.LANGUAGE)
                    .defaultText("en_US.UTF-8")
                    .add("Locale of the installed system, for templates of answer files.");

    static final Key<List<String>> LATE_COMMANDS =
            ROWS.image("late-commands", ValueType.LINES)
                    .field(Field.LATE_COMMANDS)
                    .add(
                            "Commands of a shell, a line each, that run in the installed system at"
                                    + " the end of the installation, for templates of answer"
                                    + " files. The first that fails ends them. Report and"
                                    + " provenance hold them: a secret belongs in a variable of its"
                                    + " own whose name has **password**, **passphrase**, **secret**"
                                    + " or **token** in it, whose value is masked there.");

    static final Key<List<String>> PACKAGES =
            ROWS.image("packages", ValueType.WORDS)
                    .field(Field.PACKAGES)
                    .add(
                            "Additional packages with blanks between them, for templates of answer"
                                    + " files.");

    public static final Key<String> ROOT_PASSWORD_HASH =
            ROWS.image("root-password-hash", ValueType.TEXT)
                    .field(Field.ROOT_PASSWORD_HASH)
                    .defaultNote("root cannot log in with a password")
                    .add(
                            "Password of root as crypt(5) writes it (with **$$** for a dollar"
                                    + " sign), for templates of answer files.");

    static final Key<List<String>> SSH_KEYS =
            ROWS.image("ssh-keys", ValueType.LINES)
                    .field(Field.SSH_KEYS)
                    .add(
                            "Public SSH keys of root, a line each, for templates of answer"
                                    + " files.");

    static final Key<String> TIMEZONE =
            ROWS.image("timezone", ValueType.TEXT)
                    .field(Field.TIMEZONE)
                    .defaultText("UTC")
                    .add("Time zone of the installed system, for templates of answer files.");

    private AnswerKeys() {}
}
