package org.imagefactory.tinman;

import java.util.Optional;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.manifest.Distribution;

/**
 * What templates call a system.
 *
 * @param name of the system, for some with the major version
 * @param version the rest of the version
 */
record SystemName(String name, String version) {

    /**
     * @throws ImageCheckException templates have no name for it
     */
    static SystemName of(Distribution release) throws ImageCheckException {
        String version = release.version();
        int dot = version.indexOf('.');
        String major = dot < 0 ? version : version.substring(0, dot);
        Optional<SystemName> known =
                switch (release.id()) {
                    case "centos", "rhel", "scientific", "scientificlinux" ->
                            Optional.of(
                                    new SystemName(
                                            "RHEL-" + major,
                                            dot < 0 ? "0" : version.substring(dot + 1)));
                    case "fedora" -> Optional.of(new SystemName("Fedora", major));
                    case "debian" -> Optional.of(new SystemName("Debian", major));
                    case "ubuntu" -> Optional.of(new SystemName("Ubuntu", version));
                    default -> Optional.empty();
                };
        return known.filter(name -> !version.isEmpty())
                .orElseThrow(
                        () ->
                                new ImageCheckException(
                                        "the system on the disk is '%s' with the version '%s', for"
                                                        .formatted(release.id(), release.version())
                                                + " which there are no templates",
                                        "import an image of CentOS, RHEL, Scientific Linux, Fedora,"
                                                + " Ubuntu or Debian"));
    }
}
