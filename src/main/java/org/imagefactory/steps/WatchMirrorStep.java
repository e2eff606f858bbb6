package org.imagefactory.steps;

import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.netboot.MirrorWatch;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.SourceUri;

/**
 * Notes what the mirrors of packages have, before the installer uses them: so whatever changes
 * while it does is a reason for another build. No reason to fail, though: what is not noted is only
 * taken for changed the next time.
 */
public final class WatchMirrorStep implements Step {

    private final MirrorWatch watch;
    private final ImageSpec spec;

    /**
     * @param watch looks at the files
     * @param spec says which
     */
    public WatchMirrorStep(MirrorWatch watch, ImageSpec spec) {
        this.watch = watch;
        this.spec = spec;
    }

    @Override
    public String name() {
        return "watch-mirror";
    }

    @Override
    public String description() {
        return "note what the mirrors of packages have";
    }

    @Override
    public List<String> preview() {
        return spec.watched().stream()
                .map(file -> "note what %s says".formatted(MirrorWatch.component(file).name()))
                .toList();
    }

    @Override
    public void run(StepContext context) throws InterruptedException {
        for (SourceUri file : spec.watched()) {
            try {
                String digest =
                        watch.look(
                                file,
                                spec.imageCache(),
                                spec.downloads(),
                                spec.verification(),
                                context.listener());
                context.facts().component(MirrorWatch.component(file), digest);
            } catch (BuildException e) {
                String text =
                        "cannot note what the mirror has: %s; --if-changed will build again"
                                .formatted(e.getMessage());
                if (spec.downloads().offline()) {
                    context.listener().note(text);
                } else {
                    context.listener().warning(text);
                }
            }
        }
    }
}
