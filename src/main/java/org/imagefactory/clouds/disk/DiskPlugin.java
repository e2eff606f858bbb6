package org.imagefactory.clouds.disk;

import org.imagefactory.error.BuildException;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.Parameters;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.plugin.Pushed;
import org.imagefactory.plugin.TargetImageJob;

/** A cloud whose images are disks of one form, and which others bring them to. */
public final class DiskPlugin implements CloudPlugin {

    private final CloudDisk disk;
    private final Choice choice;
    private final String noPush;

    /** Tells the form by what the user wants. */
    @FunctionalInterface
    public interface Choice {

        /**
         * @throws BuildException there is no such form
         */
        DiskForm form(Parameters parameters) throws BuildException;
    }

    /**
     * @param noPush the sentence that says so, and what to use
     */
    public DiskPlugin(ProcessRunner runner, Choice choice, String noPush) {
        this.disk = new CloudDisk(runner);
        this.choice = choice;
        this.noPush = noPush;
    }

    @Override
    public void createTargetImage(TargetImageJob job) throws BuildException, InterruptedException {
        disk.become(job, choice.form(job.parameters()));
    }

    @Override
    public Pushed push(PushJob job) throws BuildException {
        throw new UploadException(noPush, "");
    }
}
