package org.imagefactory.exec;

/** There is no such program on this host. */
public final class MissingProgramException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * @param program what was looked for
     * @param advice how to get it
     */
    public MissingProgramException(String program, String advice) {
        super("program '%s' not found%s".formatted(program, advice.isEmpty() ? "" : ": " + advice));
    }
}
