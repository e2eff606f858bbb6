package org.imagefactory.machine;

import java.nio.file.Path;
import org.imagefactory.error.BuildException;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.DiskFormat;

/**
 * Leaves finished images where an engine's machines run, so that others can be made of them there.
 * An image is brought there once: the machine of its boot test is made of the same one.
 */
public interface ImageKeeper {

    /**
     * An image that is to stay.
     *
     * @param testName of the machine that boots it for a test; the same for all builds that use the
     *     same staging folder, so that what one left is found by the next
     * @param name that it gets in the end
     * @param file only read
     * @param sha256 of the file
     * @param diskBytes that a machine's disk must have at least
     * @param system that is in it, as its os-release file says: {@code debian-13}; may be empty
     */
    record Kept(
            String testName,
            String name,
            Path file,
            DiskFormat format,
            String sha256,
            long diskBytes,
            String system,
            Architecture arch) {}

    /**
     * Brings it there under no final name, unless it is there already.
     *
     * @return what it is called there
     */
    String bring(Kept image) throws BuildException, InterruptedException;

    /**
     * Gives it its final name; brings it before, if it is gone. Then those go that were kept before
     * from the same place under the same name.
     *
     * @param listener hears what goes
     * @return what it is called there
     */
    String keep(Kept image, BuildListener listener) throws BuildException, InterruptedException;

    /** Removes what was kept under a final name. There need not be any. */
    void forget(String testName, String name) throws BuildException, InterruptedException;

    /** Removes what was brought and has got no final name. */
    void drop(String testName) throws BuildException, InterruptedException;
}
