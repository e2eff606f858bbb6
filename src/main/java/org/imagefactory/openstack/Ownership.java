package org.imagefactory.openstack;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.machine.Orphans.Owner;

/**
 * Says of what is made in a cloud which running program made it, so that what nobody needs any more
 * can be told from what others work with.
 *
 * @param host by {@link org.imagefactory.files.HostMark}
 * @param process its number
 * @param started when it was, in milliseconds since 1970; 0 if nobody knows
 */
record Ownership(String host, long process, long started) {

    /** The property that tells it. */
    static final String PROPERTY = "image_factory_owner";

    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{8})-([0-9]{1,18})-([0-9]{1,18})");

    /** That of this program. */
    static Ownership of(String host) {
        ProcessHandle self = ProcessHandle.current();
        return new Ownership(host, self.pid(), start(self));
    }

    /** What a property says; empty for what has no such property, or not by us. */
    static Optional<Ownership> of(Map<?, ?> properties) {
        return parse(String.valueOf(properties.get(PROPERTY)));
    }

    /** The same of the text. */
    static Optional<Ownership> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(
                        new Ownership(
                                form.group(1),
                                Long.parseLong(form.group(2)),
                                Long.parseLong(form.group(3))))
                : Optional.empty();
    }

    /** Numbers of processes are given again; in doubt it is one that runs. */
    Owner seenFrom(String here) {
        if (!here.equals(host)) {
            return Owner.ELSEWHERE;
        }
        return ProcessHandle.of(process)
                .filter(found -> started == 0 || start(found) == 0 || start(found) == started)
                .map(found -> Owner.RUNNING)
                .orElse(Owner.GONE);
    }

    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    @Override
    public String toString() {
        return "%s-%d-%d".formatted(host, process, started);
    }
}
