package org.imagefactory.tinman;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What is wanted of a build beside the template.
 *
 * @param template what messages call the template: the name of a file, where there is one
 * @param answers the user's own answer file in place of the section's: a file of this host
 * @param overrides of the machine and its limits
 * @param installation limit of the installation phase; empty for the section's
 * @param localFiles whether {@code file:} addresses may be followed
 * @param flavor of instances, in a cloud
 * @param floating whether instances shall have a floating address, in a cloud
 */
public record Wishes(
        String template,
        Optional<Path> answers,
        OzOverrides overrides,
        Optional<Duration> installation,
        boolean localFiles,
        Optional<String> flavor,
        boolean floating) {

    /** Nothing but the template. */
    public static Wishes of(String template) {
        return new Wishes(
                template,
                Optional.empty(),
                OzOverrides.NONE,
                Optional.empty(),
                true,
                Optional.empty(),
                false);
    }
}
