package org.imagefactory.spec;

import java.util.List;
import java.util.Optional;

/**
 * What is to be in the image, whoever said it: answer files are rendered from it, and an installer
 * sets it up. What an installer cannot do is done afterwards, in the booted system.
 *
 * @param hostname of the system
 * @param language its locale
 * @param timezone by its name in the tz database
 * @param keyboard layout of the console
 * @param packages besides those that the installer chooses
 * @param commands of a shell, run in the installed system at the end of the installation, in this
 *     order
 * @param rootPasswordHash as crypt(5) writes it; empty if root cannot log in with a password
 * @param sshKeys public keys that log in as root
 * @param cloudInit whether cloud-init sets up each machine as its cloud wants it
 * @param customisation what is done in it once it runs
 */
public record InstalledSystem(
        String hostname,
        String language,
        String timezone,
        String keyboard,
        List<String> packages,
        List<String> commands,
        Optional<String> rootPasswordHash,
        List<String> sshKeys,
        boolean cloudInit,
        Customisation customisation) {

    /** A system that nobody asked anything of. */
    public static final InstalledSystem PLAIN =
            new InstalledSystem(
                    "localhost",
                    "en_US.UTF-8",
                    "UTC",
                    "us",
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    false,
                    Customisation.NONE);

    public InstalledSystem {
        packages = List.copyOf(packages);
        commands = List.copyOf(commands);
        sshKeys = List.copyOf(sshKeys);
    }

    /** The same with something else to be done in it once it runs. */
    public InstalledSystem with(Customisation other) {
        return new InstalledSystem(
                hostname,
                language,
                timezone,
                keyboard,
                packages,
                commands,
                rootPasswordHash,
                sshKeys,
                cloudInit,
                other);
    }
}
