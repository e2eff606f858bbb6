package org.imagefactory.spec;

import java.time.Duration;

/**
 * How long an installation may take.
 *
 * @param installation from the start of the machine to its end
 * @param inactivity without progress text, disk or network traffic
 */
public record Limits(Duration installation, Duration inactivity) {}
