package org.imagefactory.validation;

/** A text that is no XML, or none that is read. */
final class XmlException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    /**
     * @param line where it is, from 1; 0 if that is not known
     */
    XmlException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** As a complaint about the file. */
    Complaint complaint() {
        return Complaint.error(line, "is no XML that can be read: " + getMessage());
    }
}
