package org.imagefactory.guest;

/**
 * A file that a guest does not have yet; all names are this program's own.
 *
 * @param folder that it is in; the guest has it
 * @param name in the folder
 * @param label that SELinux wants it to have
 */
public record NewFile(String folder, String name, String label) {

    /** The whole path. */
    public String path() {
        return folder + "/" + name;
    }
}
