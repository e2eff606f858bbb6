package org.imagefactory.machine;

/** An engine could not do with a machine what it was asked for. */
public final class MachineException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String advice;
    private final boolean ran;

    /**
     * @param reason for people
     * @param advice what can be done about it; may be empty
     * @param ran whether the machine ran for sure, before it got lost
     */
    public MachineException(String reason, String advice, boolean ran, Throwable cause) {
        super(reason, cause);
        this.advice = advice;
        this.ran = ran;
    }

    /** Why. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** What can be done about it; may be empty. */
    public String advice() {
        return advice;
    }

    /** Whether the machine ran for sure, before it got lost; where it is false nobody knows. */
    public boolean ran() {
        return ran;
    }
}
