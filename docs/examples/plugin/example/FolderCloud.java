package example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.UploadException;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.DeletionJob;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.plugin.Pushed;

/** A cloud that is a folder: the provider's definition is its path. */
final class FolderCloud implements CloudPlugin {

    @Override
    public Pushed push(PushJob job) throws BuildException {
        Path image = Path.of(job.provider()).resolve(job.imageId() + ".img");
        job.progress("Copying the image", 0);
        try {
            Files.copy(job.targetBody(), image);
        } catch (IOException e) {
            throw new UploadException("cannot write " + image, "does the folder exist?", e);
        }
        job.log("copied the image to " + image);
        return new Pushed(image.toString(), System.getProperty("user.name"));
    }

    @Override
    public void delete(DeletionJob job) throws BuildException {
        if (job.identifierOnProvider().isEmpty()) {
            return;
        }
        Path image = Path.of(job.identifierOnProvider().get());
        try {
            Files.delete(image);
        } catch (NoSuchFileException e) {
            job.log(image + " is gone already");
        } catch (IOException e) {
            throw new UploadException("cannot delete " + image, "", e);
        }
    }
}
