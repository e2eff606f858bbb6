package org.imagefactory.spec;

import java.util.List;

/**
 * A volume that an installer looks for by its label and takes its answers from.
 *
 * @param label of the file system
 * @param answer name of the answer file in its root
 * @param companions names of files that have to be there and may be empty
 */
public record SeedVolume(String label, String answer, List<String> companions) {

    /** What cloud-init's NoCloud data source looks for, and with it Ubuntu's installer. */
    static final SeedVolume NO_CLOUD = new SeedVolume("CIDATA", "user-data", List.of("meta-data"));

    /** What Red Hat's and openSUSE's installers look for; Agama takes this file from it. */
    static final SeedVolume OEM_DRIVE = new SeedVolume("OEMDRV", "autoinst.json", List.of());

    public SeedVolume {
        companions = List.copyOf(companions);
    }
}
