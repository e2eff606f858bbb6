package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Path;
import org.imagefactory.disk.ChecksumFile;
import org.imagefactory.machine.ImageKeeper.Kept;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Fact;
import org.imagefactory.spec.ImageSpec;

/** The finished image of a build, as whoever keeps it where machines run knows it. */
record KeptImage(ImageSpec spec, Workspace workspace) {

    Kept staged(StepContext context) throws IOException {
        return of(
                workspace.staged(spec.disk().format()),
                workspace.stagedChecksum(spec.disk().format()),
                context);
    }

    Kept published(StepContext context) throws IOException {
        return of(
                workspace.published(spec.disk().format()),
                workspace.publishedChecksum(spec.disk().format()),
                context);
    }

    private Kept of(Path file, Path checksum, StepContext context) throws IOException {
        return new Kept(
                workspace.bootDomainName(),
                workspace.baseName(),
                file,
                spec.disk().format(),
                ChecksumFile.read(checksum),
                spec.disk().size().bytes(),
                Fact.SYSTEM.in(context.facts().values()).orElse(""),
                spec.machine().arch());
    }
}
