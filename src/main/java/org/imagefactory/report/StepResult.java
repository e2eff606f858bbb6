package org.imagefactory.report;

import java.time.Duration;

/**
 * How one step went.
 *
 * @param name identifier of the step
 * @param description for people
 * @param duration wall time
 * @param succeeded whether it did its work
 */
public record StepResult(String name, String description, Duration duration, boolean succeeded) {}
