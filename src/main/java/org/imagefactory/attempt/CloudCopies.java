package org.imagefactory.attempt;

import java.util.Set;
import org.imagefactory.error.BuildException;
import org.imagefactory.machine.Engine;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.Machine;

/** Images that stayed where machines run: they go with the files of the same build. */
@FunctionalInterface
public interface CloudCopies {

    /**
     * @param going starts of the names of files that are going to be removed
     */
    void forget(Set<String> going) throws InterruptedException;

    /**
     * Those of an image.
     *
     * @param workspace of the image; its date does not matter
     * @param listener is warned of what stays
     */
    static CloudCopies of(
            Engine engine, Machine machine, Workspace workspace, BuildListener listener) {
        if (!machine.engine().keepsImage()) {
            return going -> {};
        }
        return going -> {
            for (String name : going) {
                try {
                    engine.keeper(machine).forget(workspace.bootDomainName(), name);
                } catch (BuildException e) {
                    listener.warning("%s stays in the cloud: %s".formatted(name, e.getMessage()));
                }
            }
        };
    }
}
