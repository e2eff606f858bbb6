package org.imagefactory.guest;

/**
 * A symbolic link that a guest does not have yet; all names are this program's own.
 *
 * @param folder that it is in; the guest has the one above
 * @param name in the folder
 * @param target where it points
 */
public record NewLink(String folder, String name, String target) {

    /** The whole path. */
    public String path() {
        return folder + "/" + name;
    }
}
