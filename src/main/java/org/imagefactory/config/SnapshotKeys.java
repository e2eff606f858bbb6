package org.imagefactory.config;

import java.util.Optional;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.Moment;

/** Rows of the table of keys: which moment the packages of an image are of. */
public final class SnapshotKeys {

    static final KeyGroup ROWS = new KeyGroup();

    static final String NONE = "none";
    static final String AUTO = "auto";

    /** Empty for none; a key of a text is found out before it is parsed. */
    private static final ValueType<Optional<Moment>> MOMENT =
            new ValueType<>("TIME|auto|none", SnapshotKeys::parse);

    public static final Key<Optional<Moment>> SNAPSHOT =
            ROWS.image("snapshot", MOMENT)
                    .field(Field.SNAPSHOT)
                    .defaultNote("none")
                    .add(
                            "Moment at which every archive of a build stands still, installer,"
                                    + " updates and security included: *20261130T060000Z* or"
                                    + " *2026-11-30*, in UTC; or **auto**, the beginning of this"
                                    + " day, which is written down. For Debian and Ubuntu, by"
                                    + " their snapshot services. A package that is not in the"
                                    + " indices of that moment fails the build. The image's own"
                                    + " sources are the live ones. See BUILD IT AGAIN.");

    static final Key<String> SNAPSHOT_MIRROR =
            ROWS.image("snapshot-mirror", ValueType.TEXT)
                    .defaultNote("the distribution's snapshot service")
                    .add(
                            "Where **snapshot** finds archives, as a URI with **{name}**, which"
                                    + " is *debian*, *debian-security* or *ubuntu*, and"
                                    + " **{time}**, which is like *20261130T060000Z*.");

    private SnapshotKeys() {}

    static Optional<Moment> parse(String text) {
        if (text.equals(NONE) || text.isEmpty()) {
            return Optional.empty();
        }
        if (text.equals(AUTO)) {
            throw new IllegalStateException("not resolved: " + text);
        }
        return Optional.of(Moment.parse(text));
    }
}
