package org.imagefactory.steps;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.files.FolderTree;
import org.imagefactory.files.RegularFile;
import org.imagefactory.files.WholeFile;
import org.imagefactory.forms.FinishedImage;
import org.imagefactory.forms.FormMaker;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Sha256;
import org.imagefactory.spec.UploadDestination;
import org.imagefactory.spec.UploadType;

/**
 * Pushes of an image to clouds that have not come to their end, because they failed or were killed:
 * what they left in the cloud is removed by the next one, or by whoever tidies up. They stand in a
 * small file beside the results, which only the owner of the staging folder writes.
 */
public final class UnfinishedPushes {

    private static final int LONGEST = 1 << 20;

    private final Workspace workspace;
    private final ImageSpec spec;
    private final FormMaker maker;
    private final ProcessRunner runner;

    /**
     * @param workspace of the image; its date does not matter
     * @param spec has the destinations of now
     * @param maker knows the clouds
     */
    public UnfinishedPushes(
            Workspace workspace, ImageSpec spec, FormMaker maker, ProcessRunner runner) {
        this.workspace = workspace;
        this.spec = spec;
        this.maker = maker;
        this.runner = runner;
    }

    /**
     * One of them.
     *
     * @param build the name of the build
     * @param destination the name of where it was to go
     * @param place tells this place from others that had the same name
     */
    public record Push(String build, String destination, String place) {

        static Push of(String build, UploadDestination to) {
            return new Push(build, to.name(), Sha256.of(to.target()).hex());
        }

        private static Optional<Push> parse(String line) {
            String[] parts = line.split("\t", -1);
            return parts.length == 3
                    ? Optional.of(new Push(parts[0], parts[1], parts[2]))
                    : Optional.empty();
        }

        private String line() {
            return "%s\t%s\t%s\n".formatted(build, destination, place);
        }
    }

    /** All of them. */
    public List<Push> all() throws IOException {
        try {
            String text =
                    new String(
                            RegularFile.read(workspace.pushes(), LONGEST), StandardCharsets.UTF_8);
            return text.lines().flatMap(line -> Push.parse(line).stream()).distinct().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** One begins. Of what leaves nothing that could be removed there is nothing to know. */
    void begin(UploadDestination to) throws IOException {
        if (to.type() == UploadType.S3 || to.type() == UploadType.REGISTRY) {
            return;
        }
        Push push = Push.of(workspace.baseName(), to);
        List<Push> pushes = new ArrayList<>(all());
        pushes.remove(push);
        pushes.add(push);
        write(pushes);
    }

    /** It has come to its end. */
    void end(UploadDestination to) throws IOException {
        forget(Push.of(workspace.baseName(), to));
    }

    /**
     * Removes what one left in its cloud, and forgets it.
     *
     * @param listener hears why something stays, and that is not forgotten
     * @return whether nothing stays
     */
    public boolean remove(Push push, BuildListener listener)
            throws IOException, InterruptedException {
        Optional<UploadDestination> to =
                spec.uploads().stream()
                        .filter(each -> Push.of(push.build(), each).equals(push))
                        .findFirst();
        if (to.isEmpty()) {
            listener.warning(
                    stays(push)
                            + "there is no such destination any more; look for it there, and remove"
                            + " its line from "
                            + workspace.pushes());
            return false;
        }
        Path folder = workspace.formFolder();
        try {
            FolderTree.delete(folder);
            Files.createDirectories(folder);
            maker.removeLeftovers(runner, image(push), to.get(), folder, listener);
            forget(push);
            listener.note(
                    "removed what the push of %s to %s may have left"
                            .formatted(push.build(), push.destination()));
            return true;
        } catch (BuildException e) {
            listener.warning(stays(push) + e.getMessage());
            return false;
        } finally {
            FolderTree.delete(folder);
        }
    }

    private static String stays(Push push) {
        return "what the push of %s to %s may have left stays: "
                .formatted(push.build(), push.destination());
    }

    /** There is no file any more, nor is one needed. */
    private FinishedImage image(Push push) {
        return new FinishedImage(
                workspace.published(spec.disk().format()),
                spec.name(),
                push.build(),
                "",
                spec.machine().arch());
    }

    private void forget(Push push) throws IOException {
        List<Push> pushes = new ArrayList<>(all());
        if (pushes.remove(push)) {
            write(pushes);
        }
    }

    private void write(List<Push> pushes) throws IOException {
        if (pushes.isEmpty()) {
            Files.deleteIfExists(workspace.pushes());
            return;
        }
        StringBuilder text = new StringBuilder();
        pushes.forEach(push -> text.append(push.line()));
        WholeFile.write(
                workspace.pushes(),
                text.toString().getBytes(StandardCharsets.UTF_8),
                WholeFile.PUBLIC);
    }
}
