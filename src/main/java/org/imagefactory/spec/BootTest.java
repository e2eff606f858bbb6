package org.imagefactory.spec;

/** What the finished image has to do to prove that it boots. */
public enum BootTest {
    /** Any of the others, whichever comes first. */
    AUTO,
    /** Show a login prompt on the serial console. */
    CONSOLE,
    /** Answer through the QEMU guest agent. */
    AGENT,
    /** Greet with an SSH banner. */
    SSH,
    /** Nothing: it is not booted. */
    NO
}
