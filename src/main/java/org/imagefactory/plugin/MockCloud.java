package org.imagefactory.plugin;

import java.util.UUID;
import org.imagefactory.error.BuildException;

/** A cloud that takes every image, every provider and all credentials, and has none of them. */
public final class MockCloud implements CloudPlugin {

    /** The name of its description. */
    public static final String NAME = "MockCloud";

    private static final String ACCOUNT = "mock_user";

    @Override
    public void createTargetImage(TargetImageJob job) throws BuildException, InterruptedException {
        MockPace.work(job, "Fitting the image to no cloud");
    }

    @Override
    public Pushed push(PushJob job) throws BuildException, InterruptedException {
        MockPace.work(job, "Pushing the image nowhere");
        return new Pushed(UUID.randomUUID().toString(), ACCOUNT);
    }

    @Override
    public void check(CheckJob job) {
        job.tell("login", CheckJob.Result.OK, "it takes every provider and all credentials");
    }
}
