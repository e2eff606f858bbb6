package org.imagefactory.clouds;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imagefactory.clouds.ec2.S3Files;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.files.RegularFile;
import org.imagefactory.forms.FinishedImage;
import org.imagefactory.forms.FormMaker;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.CloudForm;
import org.imagefactory.spec.UploadDestination;
import org.imagefactory.spec.UploadType;

/**
 * Makes forms of images that no template asked for, and brings them to clouds.
 *
 * @param environment of the user, for what clouds' own programs look for there
 */
record FinishedForms(Map<String, String> environment) implements FormMaker {

    private static final int LONGEST_FILE = 1 << 20;

    @Override
    public void make(
            ProcessRunner runner,
            FinishedImage image,
            CloudForm form,
            Place place,
            BuildListener listener)
            throws BuildException, InterruptedException {
        new FinishedForm(image, form, place, listener)
                .make(Clouds.plugins(runner, CloudSettings.DEFAULT, Map.of()));
    }

    @Override
    public String push(
            ProcessRunner runner,
            FinishedImage image,
            UploadDestination to,
            List<Path> files,
            Path folder,
            BuildListener listener)
            throws BuildException, InterruptedException {
        String credentials = credentials(to);
        if (to.type() == UploadType.S3) {
            return new S3Files(to.target(), credentials, environment)
                    .upload(
                            files,
                            file -> {
                                RisingProgress progress = new RisingProgress(listener, to.name());
                                return done -> progress.tell("uploading " + file, done);
                            });
        }
        return new FinishedPush(image, to, credentials, folder, listener)
                .run(Clouds.plugins(runner, CloudSettings.DEFAULT, environment));
    }

    @Override
    public void removeLeftovers(
            ProcessRunner runner,
            FinishedImage image,
            UploadDestination to,
            Path folder,
            BuildListener listener)
            throws BuildException, InterruptedException {
        if (to.type() != UploadType.RSYNC && to.type() != UploadType.S3) {
            new FinishedPush(image, to, credentials(to), folder, listener)
                    .removeLeftovers(Clouds.plugins(runner, CloudSettings.DEFAULT, environment));
        }
    }

    /** What is secret in it is told to nobody. */
    private static String credentials(UploadDestination to) throws BuildException {
        if (to.credentials().isEmpty()) {
            return "";
        }
        Path file = to.credentials().get();
        try {
            return new String(RegularFile.read(file, LONGEST_FILE), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new HostException(
                    "upload to %s: the credentials %s cannot be read: %s"
                            .formatted(to.name(), file, FileReason.of(e)),
                    "");
        }
    }
}
