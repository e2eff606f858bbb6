package org.imagefactory.steps;

import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.netboot.BootFiles;
import org.imagefactory.netboot.NetbootCache;
import org.imagefactory.netboot.NetbootRequest;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.ImageSpec;

/**
 * Puts the installer's kernel and initrd, or its image, into the workspace, verified. Registers no
 * undo: the files go with the staging folder, and the cache is meant to stay.
 */
public final class FetchNetbootStep implements Step {

    private final NetbootCache cache;
    private final ImageSpec spec;

    /**
     * @param cache where the files come from
     * @param spec says which files, and where the cache of the image is
     */
    public FetchNetbootStep(NetbootCache cache, ImageSpec spec) {
        this.cache = cache;
        this.spec = spec;
    }

    @Override
    public String name() {
        return "fetch-netboot";
    }

    @Override
    public String description() {
        return "fetch the installer";
    }

    @Override
    public List<String> preview() {
        return cache.preview(spec.mirrors(), spec.imageCache(), spec.downloads());
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        cache.provide(request(spec, context.workspace()), context.listener(), context.facts());
    }

    /** What the step asks the cache for. */
    public static NetbootRequest request(ImageSpec spec, Workspace workspace) {
        BootFiles targets =
                new BootFiles(workspace.kernel(), workspace.initrd(), workspace.installerImage());
        return new NetbootRequest(
                spec.mirrors(), spec.imageCache(), spec.cacheFolder(), spec.downloads(), targets);
    }
}
