package org.imagefactory.guest;

import org.imagefactory.fuzz.Targets;

/** Entries for the fuzzer. */
public final class GuestTargets {

    private GuestTargets() {}

    public static void inodeDump(byte[] bytes) {
        ContentReader.bytes(Targets.text(bytes).lines().toList());
    }
}
