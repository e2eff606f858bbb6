package org.imagefactory.config;

import java.time.Duration;
import java.util.Set;
import org.imagefactory.spec.BootTest;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.LintRule;
import org.imagefactory.spec.OnFinding;
import org.imagefactory.spec.OnQuestion;
import org.imagefactory.spec.SuccessMarker;

/** Rows of the table of keys: what an image has to prove before it is published. */
public final class ProofKeys {

    static final KeyGroup ROWS = new KeyGroup();

    static final Key<BootTest> BOOT_TEST =
            ROWS.image("boot-test", ValueType.choice(BootTest.class))
                    .field(Field.BOOT_TEST)
                    .defaultText("auto")
                    .add(
                            "What the finished image has to do in a first boot, on a throw-away"
                                    + " copy, before it is published: show a login prompt on its"
                                    + " serial console (**console**), answer through the QEMU"
                                    + " guest agent (**agent**), greet as an SSH server (**ssh**),"
                                    + " or any of these (**auto**). **no**: it is not booted."
                                    + " A kernel panic, emergency mode, the prompt of a boot"
                                    + " loader or initramfs and a failed unit of systemd fail the"
                                    + " test; units are asked for through the guest agent where it"
                                    + " may run programs, else the console tells. An image that"
                                    + " has the agent is asked, within **boot-timeout**; where"
                                    + " nobody can be asked is a warning, unless **console** or"
                                    + " **ssh** is chosen. At last the power button is pressed:"
                                    + " the system has to switch the machine off within 2 minutes"
                                    + " or **boot-timeout**;"
                                    + " with **agent**, one that does not is a warning.");

    static final Key<Duration> BOOT_TIMEOUT =
            ROWS.image("boot-timeout", ValueType.DURATION)
                    .field(Field.BOOT_LIMIT)
                    .defaultText("10min")
                    .add(
                            "End a boot test that takes longer. It is the guest's time: while the"
                                    + " host keeps the machine's processors waiting, for others'"
                                    + " sake, no time passes, or a quarter of it at least.");

    static final Key<Set<LintRule>> LINT =
            ROWS.image("lint", ValueType.LINT_RULES)
                    .field(Field.LINT)
                    .defaultText("all")
                    .add(
                            "Rules that the content of the installed disk is checked by, with"
                                    + " commas between them, or **all**, or **none**; see"
                                    + " RULES OF THE IMAGE CHECK.");

    public static final Key<Set<LintRule>> LINT_IGNORE =
            ROWS.image("lint-ignore", ValueType.LINT_RULES)
                    .field(Field.LINT_EXCEPTIONS)
                    .add("Rules of **lint** to leave out, with commas between them.");

    public static final Key<OnFinding> ON_FINDING =
            ROWS.image("on-finding", ValueType.choice(OnFinding.class))
                    .field(Field.ON_FINDING)
                    .defaultText("warn")
                    .add(
                            "Whether a broken rule of **lint** fails the build or is a warning in"
                                    + " log and report.");

    static final Key<OnQuestion> ON_QUESTION =
            ROWS.image("on-question", ValueType.choice(OnQuestion.class))
                    .field(Field.ON_QUESTION)
                    .defaultText("fail")
                    .add(
                            "What happens when the installer waits for a person: the build ends"
                                    + " with the question, or waits for an answer (through"
                                    + " **vnc**, say) until a time limit ends it.");

    public static final Key<SuccessMarker> SUCCESS_MARKER =
            ROWS.image("success-marker", ValueType.choice(SuccessMarker.class))
                    .field(Field.SUCCESS_MARKER)
                    .defaultText("optional")
                    .add(
                            "Whether the guest has to print **image-factory: installation"
                                    + " finished** on its serial console as its last action."
                                    + " **optional**: a warning if it did not.");

    private ProofKeys() {}
}
