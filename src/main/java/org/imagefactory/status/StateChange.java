package org.imagefactory.status;

import java.util.List;
import java.util.Optional;
import org.imagefactory.history.BuildRecord;

/**
 * An image began to fail, or to succeed again.
 *
 * @param from what the build before said
 * @param to what the build says
 * @param build that made the difference
 */
public record StateChange(State from, State to, BuildRecord build) {

    /**
     * What a build changes: it is compared with the latest one before it that was not cancelled. A
     * first build that succeeds is no news; one that fails is.
     *
     * @param remembered builds of the image, the oldest first; those from this one on do not count
     * @param build that has ended
     */
    public static Optional<StateChange> by(BuildRecord build, List<BuildRecord> remembered) {
        if (!build.isVerdict()) {
            return Optional.empty();
        }
        List<BuildRecord> before =
                remembered.stream()
                        .takeWhile(other -> !other.started().equals(build.started()))
                        .toList();
        State from = new ImageStatus(build.image(), before).state();
        State to = State.after(build);
        boolean news = from == State.NEVER_BUILT ? to == State.BAD : from != to;
        return news ? Optional.of(new StateChange(from, to, build)) : Optional.empty();
    }
}
