package org.imagefactory.lifecycle;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.UploadException;
import org.imagefactory.plugin.BaseImageJob;
import org.imagefactory.plugin.CloudContent;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.DeletionJob;
import org.imagefactory.plugin.OsPlugin;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.plugin.Pushed;
import org.imagefactory.plugin.TargetImageJob;

/** Plugins that end each piece of work when the test says so, and tell what was asked of them. */
final class Gates {

    /** Work ends when it gets a permit. */
    final Semaphore permits = new Semaphore(0);

    final AtomicInteger working = new AtomicInteger();
    final AtomicInteger mostWorking = new AtomicInteger();
    final AtomicInteger mostPushing = new AtomicInteger();
    final AtomicInteger interrupted = new AtomicInteger();
    final Set<String> said = ConcurrentHashMap.newKeySet();
    private final AtomicInteger pushing = new AtomicInteger();

    private void pass() throws InterruptedException {
        int now = working.incrementAndGet();
        mostWorking.accumulateAndGet(now, Math::max);
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
        } finally {
            working.decrementAndGet();
        }
    }

    final OsPlugin os =
            new OsPlugin() {
                @Override
                public void createBaseImage(BaseImageJob job)
                        throws BuildException, InterruptedException {
                    String problem = job.parameters().text("problem").orElse("");
                    if (problem.equals("bug")) {
                        throw new IllegalStateException("a bug");
                    } else if (problem.equals("secret")) {
                        job.log("the password is verysecret");
                        throw new HostException("verysecret is no good", "take another\none");
                    }
                    pass();
                }

                @Override
                public void createTargetImage(TargetImageJob job, CloudContent content)
                        throws InterruptedException {
                    pass();
                }

                @Override
                public void removeLeftovers(String imageId, Path folder) {
                    said.add("removed " + imageId + " in " + folder.getFileName());
                }
            };

    final CloudPlugin cloud =
            new CloudPlugin() {
                @Override
                public boolean shouldCreateTargetImage(TargetImageJob job) {
                    return job.parameters().bool("should").orElse(true);
                }

                @Override
                public Pushed push(PushJob job) throws BuildException, InterruptedException {
                    if (job.parameters().text("problem").isPresent()) {
                        throw new UploadException(
                                "the provider says: %s %s, bad pass/word"
                                        .formatted(job.credentials(), job.targetBody()),
                                "");
                    }
                    mostPushing.accumulateAndGet(pushing.incrementAndGet(), Math::max);
                    try {
                        pass();
                    } finally {
                        pushing.decrementAndGet();
                    }
                    return new Pushed("id of " + job.imageId(), "me");
                }

                @Override
                public void removeLeftovers(DeletionJob job) {
                    said.add("leftovers of %s at %s".formatted(job.imageId(), job.provider()));
                }

                @Override
                public boolean deletingNeedsCredentials() {
                    return true;
                }

                @Override
                public void delete(DeletionJob job) throws BuildException, InterruptedException {
                    said.add(
                            "delete %s %s %s %s %s"
                                    .formatted(
                                            job.identifierOnProvider().orElse(""),
                                            job.target(),
                                            job.provider(),
                                            job.credentials().orElse(""),
                                            job.parameters().text("extra").orElse("")));
                    if (job.parameters().text("stubborn").isPresent()) {
                        throw new HostException("no with " + job.credentials().orElse(""), "");
                    }
                }
            };
}
