package org.imagefactory.guest;

/**
 * A file that a guest does not have yet; names have no odd characters.
 *
 * @param folder that it is in; the guest has it
 * @param name in the folder
 * @param label that SELinux wants it to have
 * @param mode its permissions, in octal digits
 */
public record NewFile(String folder, String name, String label, String mode) {

    private static final String PROGRAM = "0755";

    /** A program that everybody may run. */
    public NewFile(String folder, String name, String label) {
        this(folder, name, label, PROGRAM);
    }

    /** The whole path. */
    public String path() {
        return folder + "/" + name;
    }
}
