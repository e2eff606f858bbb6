package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.SeedVolume;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.Xorriso;

/** Makes the volume with the answers, for an installer that looks for one by its label. */
public final class SeedVolumeStep implements Step {

    private final Workspace workspace;
    private final AnswerFile answer;
    private final SeedVolume volume;
    private final Xorriso xorriso;

    /**
     * @param answer has been staged
     * @param volume that its installer looks for
     */
    public SeedVolumeStep(
            Workspace workspace, AnswerFile answer, SeedVolume volume, Xorriso xorriso) {
        this.workspace = workspace;
        this.answer = answer;
        this.volume = volume;
        this.xorriso = xorriso;
    }

    @Override
    public String name() {
        return "make-seed-volume";
    }

    @Override
    public String description() {
        return "make the volume with the answers";
    }

    @Override
    public List<String> preview() {
        return List.of(Preview.of(command()));
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        try {
            for (String companion : volume.companions()) {
                Files.createFile(companion(companion));
            }
            xorriso.run(command());
        } catch (IOException e) {
            throw DiskFailures.io(description(), workspace.staging(), e);
        } catch (CommandException e) {
            throw DiskFailures.command(description(), workspace.staging(), e);
        }
    }

    private Command command() {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put(volume.answer(), workspace.answerFile(answer));
        volume.companions().forEach(name -> files.put(name, companion(name)));
        return Xorriso.volume(workspace.seedVolume(), volume.label(), files);
    }

    private Path companion(String name) {
        return workspace.answerFolder().resolve(name);
    }
}
