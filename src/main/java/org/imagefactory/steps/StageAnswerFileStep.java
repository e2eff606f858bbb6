package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.imagefactory.answer.AnswerText;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Component;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.tools.DiskFailures;

/**
 * Takes a copy of the answer file, so that what the report tells of it is what the installer gets,
 * even if somebody edits the file meanwhile.
 */
public final class StageAnswerFileStep implements Step {

    private final Workspace workspace;
    private final AnswerFile answer;

    public StageAnswerFileStep(Workspace workspace, AnswerFile answer) {
        this.workspace = workspace;
        this.answer = answer;
    }

    @Override
    public String name() {
        return "stage-answer-file";
    }

    @Override
    public String description() {
        return "take the answer file";
    }

    @Override
    public List<String> preview() {
        return List.of(
                "%s %s to %s"
                        .formatted(answer.isTemplate() ? "render" : "copy", answer.file(), copy()));
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        try {
            Files.createDirectory(workspace.answerFolder());
            if (answer.isTemplate()) {
                write(AnswerText.of(answer));
            } else {
                Files.copy(answer.file(), copy());
            }
            String digest = FileDigest.sha256(copy(), position -> {});
            context.facts()
                    .input(
                            new FileFact(
                                    "answer-file",
                                    answer.file().toString(),
                                    Files.size(copy()),
                                    digest));
            context.facts()
                    .component(
                            new Component(Component.Kind.ANSWERS, answer.file().toString()),
                            digest);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(
                    "the answer file %s is gone".formatted(e.getFile()), "");
        } catch (IOException e) {
            throw DiskFailures.io("copying the answer file", workspace.staging(), e);
        }
    }

    /** It may hold the hash of a password: for no other user to read. */
    private void write(String text) throws IOException {
        Files.createFile(
                copy(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(copy(), text);
    }

    private Path copy() {
        return workspace.answerFile(answer);
    }
}
