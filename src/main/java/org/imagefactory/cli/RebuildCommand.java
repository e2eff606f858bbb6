package org.imagefactory.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.answer.AnswerText;
import org.imagefactory.config.Assignment;
import org.imagefactory.config.Configuration;
import org.imagefactory.config.Host;
import org.imagefactory.config.ImageSelector;
import org.imagefactory.config.Key;
import org.imagefactory.config.Keys;
import org.imagefactory.config.Layers;
import org.imagefactory.config.Selection;
import org.imagefactory.config.SpecReader;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.Problem;
import org.imagefactory.error.UsageException;
import org.imagefactory.history.DayNames;
import org.imagefactory.manifest.ImageChanges;
import org.imagefactory.manifest.PackageChange;
import org.imagefactory.manifest.PackageLine;
import org.imagefactory.manifest.PackageListFile;
import org.imagefactory.manifest.Recipe;
import org.imagefactory.manifest.Subject;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Secrets;

/**
 * Builds an image again from what its provenance says: settings, moment of the packages, digests of
 * installer and answer file. Then tells whether the same packages are in it.
 */
final class RebuildCommand {

    private static final String PACKAGES = ".packages";
    private static final String ANSWERS = "answer-file";

    /** Materials whose digests are keys. */
    private static final Map<String, String> PINS =
            Map.of(
                    "linux", "linux-sha256",
                    "initrd", "initrd-sha256",
                    "installer_image", "installer-image-sha256");

    /** What acts on others than the image: nothing of it is repeated. */
    private static final Set<String> OUTWARD =
            Set.of(
                    "upload_destinations",
                    "post-build-command",
                    "notify-command",
                    "sign-command",
                    "latest-link",
                    "keep",
                    "keep-daily",
                    "keep-weekly",
                    "keep-monthly",
                    "keep-failures");

    /** Makes no difference by itself, but names what the packages are compared with. */
    private static final String WATCH = "watch";

    private final Configuration configuration;
    private final Host host;
    private final Invocation invocation;
    private final String version;
    private final Messages messages;

    RebuildCommand(
            Configuration configuration,
            Host host,
            Invocation invocation,
            String version,
            Messages messages) {
        this.configuration = configuration;
        this.host = host;
        this.invocation = invocation;
        this.version = version;
        this.messages = messages;
    }

    /**
     * @return {@link ExitStatus#DIFFERENT} if the image was built, but has other packages
     * @throws BuildException nothing was started
     */
    ExitStatus run(Request request) throws BuildException {
        if (request.operands().size() != 1) {
            throw new UsageException("one provenance at a time can be built again", "");
        }
        Path file = invocation.workingDirectory().resolve(request.operands().get(0));
        Recipe recipe = read(file);
        List<Assignment> assignments = assignments(recipe, file);
        assignments.addAll(request.assignments());
        Layers layers = new Layers(configuration, assignments);
        SpecReader reader = new SpecReader(layers, host);
        ImageSpec spec = reader.read(recipe.image()).spec();
        requireSameAnswers(spec, recipe);
        LocalDate today = LocalDate.now(invocation.clock().get());
        String name = DayNames.of(new ImageName(recipe.image()), today).base();
        Optional<Path> old = beside(file, recipe, PACKAGES);
        Path made = invocation.workingDirectory().resolve(name + PACKAGES);
        requireOtherPlace(old, made);
        List<PackageLine> before = old.isPresent() ? packages(old.get()) : List.of();
        ExitStatus status =
                new BuildCommand(
                                new ImageSelector(layers, reader),
                                reader,
                                invocation,
                                version,
                                messages)
                        .run(
                                request.of(
                                        CommandTree.BUILD,
                                        List.of(recipe.image()),
                                        new Selection(List.of(recipe.image()), false, List.of())));
        if (status != ExitStatus.DONE || request.dryRun() || old.isEmpty()) {
            return status;
        }
        ExitStatus same = compare(before, packages(made));
        advise(recipe, file, name, spec);
        return same;
    }

    private static Recipe read(Path file) throws UsageException {
        try {
            return Recipe.read(file);
        } catch (IOException e) {
            throw new UsageException(
                    "%s cannot be built again: %s".formatted(file, FileReason.of(e)),
                    "name the file IMAGE.provenance.json that lies beside an image",
                    e);
        }
    }

    /** Of the table of keys, what makes a difference to the image; and all variables. */
    private List<Assignment> assignments(Recipe recipe, Path file) {
        String origin = String.valueOf(file.getFileName());
        List<Assignment> assignments = new ArrayList<>();
        for (Map.Entry<String, String> entry : recipe.configuration().entrySet()) {
            String key = entry.getKey();
            if (entry.getValue().contains(Secrets.MASK)) {
                String text = "%s holds a secret, which is not told: the value of now is taken";
                messages.warning(new Problem(origin, text.formatted(key)));
            } else if (isRepeated(key)) {
                assignments.add(Assignment.literal(key, entry.getValue(), origin));
            }
        }
        for (Map.Entry<String, String> pin : PINS.entrySet()) {
            String digest = recipe.materials().get(pin.getKey());
            if (digest != null) {
                assignments.add(Assignment.literal(pin.getValue(), digest, origin));
            }
        }
        OUTWARD.forEach(key -> assignments.add(Assignment.literal(key, "", origin)));
        return assignments;
    }

    private static boolean isRepeated(String name) {
        Optional<Key<?>> key = Keys.find(name);
        return !OUTWARD.contains(name)
                && (key.isEmpty()
                        || name.equals(WATCH)
                        || key.get().field().filter(field -> field.matters()).isPresent());
    }

    private static void requireSameAnswers(ImageSpec spec, Recipe recipe) throws BuildException {
        Optional<String> wanted = Optional.ofNullable(recipe.materials().get(ANSWERS));
        Optional<AnswerFile> answers = spec.answerFile();
        if (wanted.isEmpty() || answers.isEmpty()) {
            return;
        }
        try {
            String found = AnswerText.sha256(answers.get());
            if (!found.equals(wanted.get())) {
                throw otherAnswers(
                        "the answers of %s are not those that the image was built with: SHA-256 %s, not %s"
                                .formatted(answers.get().file(), found, wanted.get()));
            }
        } catch (IOException e) {
            throw otherAnswers(
                    "the answer file %s cannot be read: %s"
                            .formatted(answers.get().file(), FileReason.of(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted", "");
        }
    }

    private static ConfigurationException otherAnswers(String message) {
        return new ConfigurationException(
                message, "put the file of then in its place, or name it with --set");
    }

    /** A build takes the place of one of the same day, and then there is nothing to compare. */
    private static void requireOtherPlace(Optional<Path> old, Path made) throws UsageException {
        if (old.isPresent() && old.get().normalize().equals(made.normalize())) {
            throw new UsageException(
                    "the image is of today, and would be replaced in this folder",
                    "run the command in another folder");
        }
    }

    private static List<PackageLine> packages(Path list) throws UsageException {
        try {
            return Files.exists(list) ? PackageListFile.read(list) : List.of();
        } catch (IOException e) {
            throw new UsageException(
                    "the list of packages %s cannot be read: %s".formatted(list, FileReason.of(e)),
                    "",
                    e);
        }
    }

    private ExitStatus compare(List<PackageLine> before, List<PackageLine> after) {
        if (before.isEmpty()) {
            messages.warning(
                    new Problem("", "the package list of then is gone: nothing was compared"));
            return ExitStatus.DONE;
        }
        List<PackageChange> changes = ImageChanges.packages(before, after);
        changes.forEach(invocation.out()::println);
        invocation
                .out()
                .printf(
                        "packages: %d then, %d now, %d differ%n",
                        before.size(), after.size(), changes.size());
        invocation.out().flush();
        return changes.isEmpty() ? ExitStatus.DONE : ExitStatus.DIFFERENT;
    }

    private void advise(Recipe recipe, Path file, String name, ImageSpec spec) {
        String suffix = "." + spec.disk().format().suffix();
        Optional<Path> old = beside(file, recipe, suffix).filter(Files::exists);
        if (old.isPresent()) {
            invocation
                    .out()
                    .printf(
                            "'%s %s %s %s' tells what differs in the files%n",
                            CommandTree.PROGRAM, CommandTree.DIFF, old.get(), name + suffix);
            invocation.out().flush();
        }
    }

    /** A file that came out with the provenance, and may still lie beside it. */
    private static Optional<Path> beside(Path file, Recipe recipe, String suffix) {
        return recipe.subject(suffix).map(Subject::name).map(file::resolveSibling);
    }
}
