package org.imagefactory.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A place that finished images are brought to.
 *
 * @param name its section in the configuration
 * @param type how
 * @param target in the form that rsync takes, or the definition of a cloud's provider
 * @param arguments additional arguments for rsync
 * @param credentials a file with what signs in; without one that is in the cloud's usual place
 * @param hooks run in this order after the upload
 */
public record UploadDestination(
        String name,
        UploadType type,
        String target,
        List<String> arguments,
        Optional<Path> credentials,
        List<HookCommand> hooks) {

    public UploadDestination {
        arguments = List.copyOf(arguments);
        hooks = List.copyOf(hooks);
    }

    /** One that is served by rsync. */
    public UploadDestination(
            String name, String target, List<String> arguments, List<HookCommand> hooks) {
        this(name, UploadType.RSYNC, target, arguments, Optional.empty(), hooks);
    }

    /** Builds are compared by it: of rsync it stays what it was before there were other types. */
    @Override
    public String toString() {
        String more = type == UploadType.RSYNC ? "" : ", type=%s%s".formatted(type, credentials);
        return "UploadDestination[name=%s, target=%s, arguments=%s, hooks=%s%s]"
                .formatted(name, target, arguments, hooks, more);
    }
}
