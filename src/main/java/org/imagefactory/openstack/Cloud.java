package org.imagefactory.openstack;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.imagefactory.clouds.openstack.Glance;
import org.imagefactory.clouds.openstack.OpenStackSession;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.UploadException;

/**
 * The services of a cloud as one user sees them: one session for all builds of this program.
 *
 * @param owner says of what is made whose it is
 * @param running how many instances are looked at now
 * @param made ids of the images of machines, by mark, so that they can be removed without a search
 * @param room of those that wait for room in the quota only who has it asks again
 */
record Cloud(
        OpenStackSession session,
        Nova nova,
        Neutron neutron,
        Glance glance,
        Ownership owner,
        AtomicInteger running,
        Map<String, Queue<String>> made,
        Semaphore room) {

    /** The property and the tag by which all that belongs to a machine is found again. */
    static final String MACHINE = "image_factory_machine";

    /** What the marks of machines begin with. */
    static final String MARK = "image-factory-";

    private static final long REMOVAL_NANOS = 180_000_000_000L;
    private static final long PAUSE_MILLISECONDS = 1_000;

    static Cloud of(OpenStackSession session, Ownership owner) throws UploadException {
        return new Cloud(
                session,
                new Nova(session),
                new Neutron(session),
                new Glance(session, session.service("image").replaceFirst("/v2(\\.[0-9]+)?$", "")),
                owner,
                new AtomicInteger(),
                new ConcurrentHashMap<>(),
                new Semaphore(1, true));
    }

    /** What everything that belongs to a machine is marked with. */
    Map<String, String> marks(String mark) {
        return Map.of(MACHINE, mark, Ownership.PROPERTY, owner.toString());
    }

    /** Something that is asked of the cloud. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws CloudException, BuildException, IOException, InterruptedException;
    }

    /**
     * Says of what goes wrong that the surroundings of this program are to blame.
     *
     * @param doing for the message, such as "uploading the installer"
     */
    static <T> T ask(String doing, Call<T> call) throws HostException, InterruptedException {
        try {
            return call.run();
        } catch (CloudException e) {
            throw new HostException(doing + ": " + e.reason(), e.advice().orElse(""), e);
        } catch (HostException e) {
            throw e;
        } catch (BuildException e) {
            throw new HostException(doing + ": " + e.getMessage(), e.advice().orElse(""), e);
        } catch (IOException e) {
            throw new HostException(
                    "%s: OpenStack does not answer: %s".formatted(doing, PrintableText.of(e + "")),
                    "look at the addresses and at the network",
                    e);
        }
    }

    /** The same where nothing is known. */
    void remove(String mark)
            throws CloudException, UploadException, IOException, InterruptedException {
        remove(mark, "");
    }

    /**
     * Removes the instances, images and addresses of a machine, and waits until the instances are
     * gone. There need not be any.
     *
     * @param mark of the machine
     * @param known the instance that is asked to go before anything is looked for: after a signal
     *     there may be no time for more; may be empty
     */
    void remove(String mark, String known)
            throws CloudException, UploadException, IOException, InterruptedException {
        Set<String> gone = new LinkedHashSet<>();
        long begin = System.nanoTime();
        if (!known.isEmpty()) {
            nova.delete(known);
            gone.add(known);
        }
        removeMade(mark);
        List<Server> left = nova.tagged(mark);
        while (!left.isEmpty()) {
            for (Server server : left) {
                if (gone.add(server.id())) {
                    nova.delete(server.id());
                }
            }
            if (System.nanoTime() - begin > REMOVAL_NANOS) {
                throw new CloudException(
                        0, "OpenStack has not removed the instance " + left.get(0).id() + " yet");
            }
            Thread.sleep(PAUSE_MILLISECONDS);
            left = nova.tagged(mark);
        }
        removeImages(mark);
        for (FloatingAddress address : neutron.addresses()) {
            if (address.isOf(mark)) {
                neutron.dropAddress(address.id());
            }
        }
    }

    /** Removes the images of a machine, if there are any. */
    void removeImages(String mark) throws UploadException, IOException, InterruptedException {
        removeMade(mark);
        for (Map<?, ?> image : glance.find(MACHINE, mark)) {
            glance.delete(String.valueOf(image.get("id")));
        }
    }

    /** From now on an image of a machine goes only if it still bears its mark. */
    void release(String mark) {
        made.remove(mark);
    }

    /** What cannot go yet, as a disk that an instance is a clone of, is found by its mark later. */
    private void removeMade(String mark) throws InterruptedException {
        Queue<String> images = made.remove(mark);
        if (images == null) {
            return;
        }
        for (String image : images) {
            try {
                glance.delete(image);
            } catch (UploadException | IOException e) {
                // looked for afterwards
            }
        }
    }
}
