package org.imagefactory.steps;

import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.tools.HookSubject;

/** What uploads and hooks are about. */
final class Subjects {

    private Subjects() {}

    /** The image under its final name. */
    static HookSubject published(Workspace workspace, DiskFormat format) {
        return new HookSubject(
                workspace.name(),
                format,
                workspace.published(format),
                workspace.publishedChecksum(format));
    }

    /** The image before publication. */
    static HookSubject staged(Workspace workspace, DiskFormat format) {
        return new HookSubject(
                workspace.name(),
                format,
                workspace.staged(format),
                workspace.stagedChecksum(format));
    }
}
