package org.imagefactory.clouds.credentials;

import org.imagefactory.error.BuildException;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.DeletionJob;

/**
 * What a push that was killed has left in a cloud: who can sign in without being asked removes it.
 */
public final class Leftovers {

    private Leftovers() {}

    /** Reads the credentials in a cloud's usual place. */
    @FunctionalInterface
    public interface Reading {
        Object read() throws BuildException;
    }

    /** Removes what is marked with the build's id, and nothing else. */
    @FunctionalInterface
    public interface Removal {
        void run() throws BuildException, InterruptedException;
    }

    /** Whether there are credentials in the usual place. */
    public static boolean canSignIn(Reading reading) {
        try {
            reading.read();
            return true;
        } catch (BuildException e) {
            return false;
        }
    }

    /**
     * Removes it, with the credentials that are given or those in the usual place, or says why it
     * stays.
     *
     * @param cloud for people
     */
    public static void remove(CloudPlugin plugin, DeletionJob job, String cloud, Removal removal)
            throws BuildException, InterruptedException {
        boolean given = !job.credentials().orElse("").isBlank();
        if (!given && plugin.deletingNeedsCredentials()) {
            job.log(
                    "what an interrupted push left in %s stays until the image is deleted"
                            .formatted(cloud));
        } else {
            removal.run();
        }
    }
}
