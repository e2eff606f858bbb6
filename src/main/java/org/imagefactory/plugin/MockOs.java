package org.imagefactory.plugin;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.tdl.Icicle;
import org.imagefactory.tdl.Template;

/**
 * Installs nothing: a base image is one line of text, and as long a hole behind it as the parameter
 * {@code mock_size} asks for.
 */
public final class MockOs implements OsPlugin {

    /** The name of its description. */
    public static final String NAME = "MockOS";

    private final ProcessRunner runner;

    /**
     * @param runner copies images
     */
    public MockOs(ProcessRunner runner) {
        this.runner = runner;
    }

    @Override
    public void createBaseImage(BaseImageJob job) throws BuildException, InterruptedException {
        MockPace.work(job, "Installing nothing");
        Template template = job.template();
        job.icicle(
                job.parameters().bool("generate_icicle").orElse(true)
                        ? Icicle.of(template, template.packages()).toXml()
                        : Icicle.NONE);
        try {
            write(job, line(template));
        } catch (IOException e) {
            throw new HostException("cannot write the image: " + e.getMessage(), "", e);
        }
    }

    /** A copy with the same holes. */
    @Override
    public void createTargetImage(TargetImageJob job, CloudContent content)
            throws BuildException, InterruptedException {
        job.progress("Copying the base image", 0);
        try {
            runner.run(
                    Command.of(
                            Program.CP,
                            "--sparse=always",
                            job.baseBody().toAbsolutePath().toString(),
                            job.body().toAbsolutePath().toString()));
        } catch (CommandException e) {
            throw new HostException("cannot copy the base image: " + e.getMessage(), "", e);
        }
        job.progress("Copying the base image", 1);
    }

    private static void write(BaseImageJob job, String line) throws IOException {
        Files.writeString(job.body(), line);
        Optional<Long> size = job.parameters().whole("mock_size");
        if (size.isPresent()) {
            try (RandomAccessFile body = new RandomAccessFile(job.body().toFile(), "rw")) {
                body.setLength(size.get());
            }
        }
    }

    private static String line(Template template) {
        return PrintableText.of(
                        "a mock image of the template %s: %s"
                                .formatted(template.name(), template.os()))
                + "\n";
    }
}
