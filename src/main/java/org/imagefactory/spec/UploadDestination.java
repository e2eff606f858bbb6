package org.imagefactory.spec;

import java.util.List;

/**
 * A place that finished images are copied to with rsync.
 *
 * @param name its section in the configuration
 * @param target in the form that rsync takes
 * @param arguments additional arguments for rsync
 * @param hooks run in this order after the upload
 */
public record UploadDestination(
        String name, String target, List<String> arguments, List<HookCommand> hooks) {

    public UploadDestination {
        arguments = List.copyOf(arguments);
        hooks = List.copyOf(hooks);
    }
}
