package org.imagefactory.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.Problem;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.UploadDestination;
import org.imagefactory.spec.UploadType;

/** Reads the section of an upload destination. */
final class DestinationReader {

    private final Layers layers;
    private final Host host;
    private final List<Problem> problems;

    DestinationReader(Layers layers, Host host, List<Problem> problems) {
        this.layers = layers;
        this.host = host;
        this.problems = problems;
    }

    /**
     * @param where the origin of the list that names the destination
     */
    Optional<UploadDestination> read(String name, String where) {
        if (!layers.hasSection(name)) {
            String hint = Suggestions.hint(name, layers.configuration().sectionNames());
            problems.add(
                    new Problem(
                            where,
                            "upload destination '%s' has no section [%s]%s"
                                    .formatted(name, name, hint)));
            return Optional.empty();
        }
        SectionReader section = new SectionReader(layers, host, name, problems);
        require(name, section, Keys.UPLOAD_TYPE, where);
        require(name, section, Keys.UPLOAD_TARGET, where);
        UploadType type = section.optional(Keys.UPLOAD_TYPE).orElse(UploadType.RSYNC);
        Optional<String> target = section.optional(Keys.UPLOAD_TARGET);
        List<String> arguments = section.optional(Keys.UPLOAD_ARGS).orElse(List.of());
        boolean rsync = type == UploadType.RSYNC;
        useless(name, section, rsync ? Keys.UPLOAD_CREDENTIALS : Keys.UPLOAD_ARGS, type, where);
        List<HookCommand> hooks = hooks(name, section);
        Optional<Path> credentials = section.optional(Keys.UPLOAD_CREDENTIALS);
        return target.map(
                to -> new UploadDestination(name, type, to, arguments, credentials, hooks));
    }

    private void require(String name, SectionReader section, Key<?> key, String where) {
        if (!section.isSet(key)) {
            String message = "[%s] %s is not set; an upload destination needs it";
            problems.add(new Problem(where, message.formatted(name, key.name())));
        }
    }

    private void useless(
            String name, SectionReader section, Key<?> key, UploadType type, String where) {
        if (section.isSet(key)) {
            String message = "[%s] %s means nothing to uploads of the type %s; remove it";
            problems.add(
                    new Problem(where, message.formatted(name, key.name(), Choice.name(type))));
        }
    }

    private List<HookCommand> hooks(String name, SectionReader section) {
        List<HookCommand> hooks = new ArrayList<>();
        Key<String> first = Keys.POST_UPLOAD_COMMAND;
        section.command(first.name(), layers.find(name, first), true)
                .ifPresent(text -> hooks.add(new HookCommand(first.name(), text)));
        for (int number = 1; numbered(name, number).isPresent(); number++) {
            String key = first.name() + number;
            section.command(key, numbered(name, number), true)
                    .ifPresent(text -> hooks.add(new HookCommand(key, text)));
        }
        return hooks;
    }

    private Optional<RawValue> numbered(String section, int number) {
        Key<String> key = Keys.POST_UPLOAD_COMMAND;
        return layers.find(section, key.name() + number)
                .or(() -> layers.find(section, key.twin() + number));
    }
}
