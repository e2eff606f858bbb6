package org.imagefactory.steps;

import java.util.stream.Stream;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.CloudForm;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.tools.HookSubject;

/** What uploads and hooks are about. */
final class Subjects {

    private Subjects() {}

    /** The image under its final name. */
    static HookSubject published(Workspace workspace, DiskFormat format) {
        return new HookSubject(
                workspace.name(),
                format.suffix(),
                workspace.published(format),
                workspace.publishedChecksum(format));
    }

    /**
     * An image before publication.
     *
     * @param suffix of its name
     */
    static HookSubject staged(Workspace workspace, String suffix) {
        return new HookSubject(
                workspace.name(),
                format(suffix),
                workspace.document(suffix),
                workspace.stagedChecksum(suffix));
    }

    private static String format(String suffix) {
        return Stream.of(CloudForm.values())
                .filter(form -> form.suffix().equals(suffix))
                .map(CloudForm::target)
                .findFirst()
                .orElse(suffix);
    }
}
