package org.imagefactory.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Everything that is run, in this order. */
    public List<GuestCommand> everyCommand() {
        return Stream.of(precommands.stream(), commands.stream(), packageFacts.stream())
                .flatMap(all -> all)
                .toList();
    }

    /** How much is done, for people. */
    public String summary() {
        return "%d repositories, %d packages, %d files, %d commands"
                .formatted(
                        repositories.size(), packages.size(), files.size(), everyCommand().size());
    }

    /** What is done, for people, without any content. */
    public List<String> preview() {
        List<String> lines = new ArrayList<>();
        if (changesSystem()) {
            repositories.forEach(r -> lines.add("add the repository " + r.name()));
            precommands.forEach(command -> lines.add("run the " + command.title()));
            if (!packages.isEmpty()) {
                lines.add("install the packages " + String.join(" ", packages));
            }
            files.forEach(file -> lines.add("write the file " + file.path()));
            commands.forEach(command -> lines.add("run the " + command.title()));
            repositories.stream()
                    .filter(r -> !r.persisted())
                    .forEach(r -> lines.add("remove the repository " + r.name()));
        }
        packageFacts.ifPresent(command -> lines.add("run the " + command.title()));
        return lines;
    }
}
