package org.imagefactory.tinman;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.imagefactory.ImageFactory;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.netboot.ContentDownload;
import org.imagefactory.plugin.BaseImageJob;
import org.imagefactory.plugin.CloudContent;
import org.imagefactory.plugin.OsPlugin;
import org.imagefactory.plugin.TargetImageJob;

/**
 * Installs systems on this host, by the distributions' own installers: the section of the
 * configuration that serves the template's system says how.
 */
public final class TinMan implements OsPlugin {

    /** The name of its description. */
    public static final String NAME = "TinMan";

    /** What an administrator adds to target images. */
    private static final Path TARGET_CONTENT = Path.of("/etc/imagefactory/target_content.xml");

    private final ImageFactory factory;
    private final TemplateResolver resolver;
    private final ImageFiles files;
    private final ContentDownload download;
    private final Optional<Duration> limit;

    /**
     * @param resolver knows the sections
     * @param runner copies images
     * @param download fetches what templates want from elsewhere
     * @param limit of the installation phase; empty for that of the section
     */
    public TinMan(
            ImageFactory factory,
            TemplateResolver resolver,
            ProcessRunner runner,
            ContentDownload download,
            Optional<Duration> limit) {
        this.factory = factory;
        this.resolver = resolver;
        this.files = new ImageFiles(runner);
        this.download = download;
        this.limit = limit;
    }

    @Override
    public void createBaseImage(BaseImageJob job) throws BuildException, InterruptedException {
        new BaseBuild(factory, resolver, files, download, limit, job).run();
    }

    @Override
    public void createTargetImage(TargetImageJob job, CloudContent content)
            throws BuildException, InterruptedException {
        new TargetBuild(factory, resolver, files, TARGET_CONTENT, job).run(content);
    }

    @Override
    public void removeLeftovers(String imageId, Path folder)
            throws BuildException, InterruptedException {
        new KilledBuilds(factory, resolver).remove(folder.resolve(BaseBuild.OUTPUT));
    }
}
