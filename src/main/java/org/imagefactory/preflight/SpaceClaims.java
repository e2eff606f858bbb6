package org.imagefactory.preflight;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;

/**
 * What the builds that run now may still write: builds that begin together see the same free space
 * and each would count on all of it. Safe for threads.
 */
public final class SpaceClaims {

    private record Claim(
            ImageName image, Path folder, FileStore store, Disk disk, long freeBefore) {}

    /**
     * What is spoken for.
     *
     * @param builds how many builds run
     * @param least bytes that they take in any case
     * @param most bytes that they may take
     */
    record Outstanding(int builds, long least, long most) {}

    private final Preflight.FreeSpace space;

    /** In the order in which the builds began. */
    private final List<Claim> claims = new ArrayList<>();

    /** Of the file systems of this host. */
    public SpaceClaims() {
        this(Preflight::freeSpace);
    }

    SpaceClaims(Preflight.FreeSpace space) {
        this.space = space;
    }

    /**
     * From now on until its end, the space that a build may take is spoken for.
     *
     * @param cleanup gives it back
     * @throws IOException the file system cannot be looked at
     */
    public void claim(ImageSpec spec, Path outputFolder, CleanupStack cleanup) throws IOException {
        FileStore store = Files.getFileStore(outputFolder);
        long free = space.bytes(outputFolder);
        Claim claim = new Claim(spec.name(), outputFolder, store, spec.disk(), free);
        add(claim);
        cleanup.always("give up the space for " + spec.name(), () -> remove(claim));
    }

    /**
     * What builds may still take of a file system that began before one: those that began later
     * take care of it themselves. By how much the free space has become less meanwhile, they have
     * taken already.
     *
     * @param image of the build, which need not have a claim
     * @param outputFolder of the build
     * @param free bytes in its output folder
     */
    synchronized Outstanding before(ImageName image, Path outputFolder, long free)
            throws IOException {
        FileStore store = Files.getFileStore(outputFolder);
        int builds = 0;
        long least = 0;
        long most = 0;
        for (Claim claim : claims) {
            if (claim.image().equals(image) && claim.folder().equals(outputFolder)) {
                break;
            }
            if (claim.store().equals(store)) {
                long taken = Math.max(0, claim.freeBefore() - free);
                builds++;
                least += Math.max(0, SpaceCheck.atLeast(claim.disk()) - taken);
                most += Math.max(0, SpaceCheck.atMost(claim.disk()) - taken);
            }
        }
        return new Outstanding(builds, least, most);
    }

    private synchronized void add(Claim claim) {
        claims.add(claim);
    }

    private synchronized void remove(Claim claim) {
        claims.remove(claim);
    }
}
