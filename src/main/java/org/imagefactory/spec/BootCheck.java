package org.imagefactory.spec;

import java.time.Duration;

/**
 * How a finished image is booted to prove itself.
 *
 * @param proof what counts
 * @param timeout how long it may take, from the start of the machine
 */
public record BootCheck(BootTest proof, Duration timeout) {}
