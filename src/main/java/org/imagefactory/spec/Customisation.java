package org.imagefactory.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is done in the installed system once it runs, as root, in this order: repositories, {@code
 * precommands}, packages, files, {@code commands}; then the repositories that must not stay are
 * removed. The first thing that fails ends the build.
 *
 * @param repositories places of packages, for the steps that follow
 * @param precommands before any package is installed
 * @param packages all installed at once
 * @param files in this order
 * @param commands in this order
 * @param packageFacts a command of a shell that prints a line for each installed package, after
 *     everything else; the lines are kept beside the image
 * @param limit for all of it, from the start of the machine to its end
 */
public record Customisation(
        List<PackageRepository> repositories,
        List<GuestCommand> precommands,
        List<String> packages,
        List<GuestFile> files,
        List<GuestCommand> commands,
        Optional<GuestCommand> packageFacts,
        Duration limit) {

    /** Enough for many packages from a slow mirror. */
    public static final Duration USUAL_LIMIT = Duration.ofHours(2);

    /** Nothing is done: the system is not even booted. */
    public static final Customisation NONE =
            new Customisation(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    USUAL_LIMIT);

    public Customisation {
        repositories = List.copyOf(repositories);
        precommands = List.copyOf(precommands);
        packages = List.copyOf(packages);
        files = List.copyOf(files);
        commands = List.copyOf(commands);
    }

    /**
     * Whether the system is changed. Repositories and {@code precommands} alone only prepare for
     * what is not asked for.
     */
    public boolean changesSystem() {
        return !(packages.isEmpty() && files.isEmpty() && commands.isEmpty());
    }

    /** Whether the system has to be booted for it. */
    public boolean isNeeded() {
        return changesSystem() || packageFacts.isPresent();
    }
}
