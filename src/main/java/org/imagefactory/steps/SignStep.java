package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.Command;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildListener;
import org.imagefactory.results.ResultKind;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.SignMethod;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.Gpg;
import org.imagefactory.tools.HookSubject;
import org.imagefactory.tools.Hooks;

/**
 * Signs the checksum files and the provenance, which vouches for the other documents: with gpg,
 * with the user's command, or with both. Needs no undo: signatures lie in the staging folder.
 */
public final class SignStep implements Step {

    private static final String ADVICE = "nothing was published";

    private final Workspace workspace;
    private final List<String> images;
    private final Documents documents;
    private final Gpg gpg;
    private final Hooks hooks;

    public SignStep(Workspace workspace, Disk disk, Documents documents, Gpg gpg, Hooks hooks) {
        this.workspace = workspace;
        this.images = Results.suffixes(disk);
        this.documents = documents;
        this.gpg = gpg;
        this.hooks = hooks;
    }

    /** Whether there is anything to do. */
    static boolean isNeeded(Documents documents) {
        return documents.sign() != SignMethod.NONE || documents.signCommand().isPresent();
    }

    @Override
    public String name() {
        return "sign";
    }

    @Override
    public String description() {
        return "sign checksum and provenance";
    }

    @Override
    public List<String> preview() {
        List<String> lines = new ArrayList<>();
        for (Path file : files()) {
            if (documents.sign() == SignMethod.GPG) {
                lines.add(gpg.signing(documents.signKey(), file).toString());
            }
            documents.signCommand().ifPresent(hook -> lines.add(Preview.of(command(hook, file))));
        }
        return lines;
    }

    @Override
    public Repetition repetition() {
        return Repetition.POSSIBLE;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        for (Path file : files()) {
            if (documents.sign() == SignMethod.GPG) {
                gpg.sign(documents.signKey(), file);
            }
            if (documents.signCommand().isPresent()) {
                sign(documents.signCommand().get(), file, context.listener());
            }
        }
    }

    private List<Path> files() {
        return new Publications(workspace, images).toSign();
    }

    private Command command(HookCommand hook, Path file) {
        return hooks.sign(hook, subject(file), file);
    }

    /** The image that a file is about; of several, the first is the one that is uploaded. */
    private HookSubject subject(Path file) {
        String image =
                images.stream()
                        .filter(other -> workspace.stagedChecksum(other).equals(file))
                        .findFirst()
                        .orElse(images.get(0));
        return Subjects.staged(workspace, image);
    }

    private void sign(HookCommand hook, Path file, BuildListener listener)
            throws BuildException, InterruptedException {
        Set<Path> made;
        try {
            Set<Path> before = beside(file);
            hooks.run(hook, command(hook, file), subject(file), listener, ADVICE);
            made = beside(file);
            made.removeAll(before);
        } catch (IOException e) {
            throw DiskFailures.io("signing " + file.getFileName(), workspace.staging(), e);
        }
        List<Path> unfit = made.stream().filter(path -> !isSignature(path, file)).toList();
        unfit.forEach(
                path ->
                        listener.warning(
                                "%s made '%s', which is not published: it is not a regular file"
                                                .formatted(hook.key(), path.getFileName())
                                        + " with a plain suffix"));
        if (made.size() == unfit.size()) {
            listener.warning(
                    "%s made no signature beside %s".formatted(hook.key(), file.getFileName()));
        }
    }

    private static boolean isSignature(Path made, Path file) {
        return Files.isRegularFile(made, LinkOption.NOFOLLOW_LINKS)
                && ResultKind.isSignatureOf(made.toFile().getName(), file.toFile().getName());
    }

    /** What lies beside a file and begins with its name. */
    private Set<Path> beside(Path file) throws IOException {
        String name = file.toFile().getName();
        try (Stream<Path> files = Files.list(workspace.staging())) {
            return files.filter(path -> path.toFile().getName().startsWith(name))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
