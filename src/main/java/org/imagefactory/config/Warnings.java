package org.imagefactory.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.imagefactory.error.Problem;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.EndOfLife;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.UploadDestination;

/** Finds what is allowed but probably a mistake. */
final class Warnings {

    private final Layers layers;
    private final String image;
    private final ImageSpec spec;
    private final List<UploadDestination> uploads;
    private final Effective effective;
    private final Host host;
    private final Optional<EndOfLife> endOfLife;
    private final List<Problem> warnings = new ArrayList<>();

    Warnings(
            Layers layers,
            ImageSpec spec,
            Effective effective,
            Host host,
            Optional<EndOfLife> endOfLife) {
        this.layers = layers;
        this.image = spec.name().text();
        this.spec = spec;
        this.uploads = spec.uploads();
        this.effective = effective;
        this.host = host;
        this.endOfLife = endOfLife;
    }

    List<Problem> all() {
        noSection();
        defaultInLowerCase();
        unknownKeys(image, layers.keys(image));
        for (UploadDestination destination : uploads) {
            Set<String> own = layers.configuration().section(destination.name()).keySet();
            unknownKeys(destination.name(), own);
            numberedHooks(destination, own);
        }
        bothInstallers();
        unusedProxy();
        keptNowhere();
        endOfLife();
        brokenVariables();
        return warnings;
    }

    private void noSection() {
        if (!layers.hasSection(image)) {
            String hint = Suggestions.hint(image, layers.images());
            warn(
                    "",
                    "no section [%s]: everything is taken from [DEFAULT]%s".formatted(image, hint));
        }
    }

    private void defaultInLowerCase() {
        for (String section : layers.configuration().sectionNames()) {
            if (section.equalsIgnoreCase(IniReader.DEFAULT)) {
                String where =
                        layers.configuration().section(section).values().stream()
                                .findFirst()
                                .map(RawValue::origin)
                                .orElse("");
                warn(
                        where,
                        "[%s] is an image of that name: the section for all images is [%s]"
                                .formatted(section, IniReader.DEFAULT));
            }
        }
    }

    /**
     * Users' own variables are welcome; one that nothing refers to looks like a typing error. Where
     * there are templates of answer files, which may refer to it, it has to be close to a key for
     * that.
     */
    private void unknownKeys(String section, Set<String> keys) {
        Set<String> used = layers.references();
        List<String> names = Keys.all().stream().<String>map(Key::name).toList();
        boolean templates = layers.haveTemplates();
        for (String key : keys) {
            String hint = NaturalNames.hint(key, names);
            boolean doubtful = !templates || !hint.isEmpty();
            if (!Keys.isKnown(key) && !used.contains(key) && doubtful) {
                warn(
                        origin(section, key),
                        "[%s] unknown key '%s', and no ${%s} uses it%s"
                                .formatted(section, key, key, hint));
            }
        }
    }

    private void numberedHooks(UploadDestination destination, Set<String> keys) {
        Set<String> run =
                destination.hooks().stream().map(HookCommand::key).collect(Collectors.toSet());
        for (String key : keys) {
            String name = key.replace('_', '-');
            boolean hook = Keys.isCommand(key) && !name.equals(Keys.POST_BUILD_COMMAND.name());
            if (hook && !run.contains(name)) {
                warn(
                        origin(destination.name(), key),
                        "[%s] %s never runs: it is empty, or a number before it is missing"
                                .formatted(destination.name(), key));
            }
        }
    }

    private void brokenVariables() {
        // A broken value that is needed is an error and does not get here; one that is inherited
        // may be made for other images.
        Set<String> own = layers.configuration().section(image).keySet();
        effective
                .errors()
                .forEach(
                        (key, problem) -> {
                            if (own.contains(key)) {
                                warnings.add(problem);
                            }
                        });
    }

    private String origin(String section, String key) {
        return layers.find(section, key).map(RawValue::origin).orElse("");
    }

    private void bothInstallers() {
        Map<String, RawValue> own = layers.configuration().section(image);
        if (own.containsKey(Keys.LINUX.name())) {
            layers.find(image, Keys.INSTALLER_IMAGE)
                    .filter(value -> !value.text().isEmpty())
                    .ifPresent(
                            value ->
                                    warn(
                                            value.origin(),
                                            "installer_image is used, linux and initrd are"
                                                    + " ignored"));
        }
    }

    private void unusedProxy() {
        // Ubuntu's installer is told by the answer file, which a template can do.
        boolean told =
                spec.answerFile().flatMap(AnswerFile::proxyArgument).isPresent()
                        || spec.answerFile()
                                .filter(answer -> answer.kind() == AnswerFile.Kind.AUTOINSTALL)
                                .filter(AnswerFile::isTemplate)
                                .isPresent();
        if (spec.installerProxy().isPresent() && !told) {
            warn(
                    origin(image, Keys.INSTALLER_PROXY.name()),
                    "[%s] installer-proxy is not used: without preseed, kickstart or yast nobody"
                                    .formatted(image)
                            + " knows how this installer is told; append can do it");
        }
    }

    private void keptNowhere() {
        SectionReader section = new SectionReader(layers, host, image, new ArrayList<>());
        if (section.get(EngineKeys.KEEP_IN_CLOUD) && !spec.machine().engine().keepsImage()) {
            warn(
                    origin(image, EngineKeys.KEEP_IN_CLOUD.name()),
                    "[%s] keep-in-cloud has no effect without engine=openstack".formatted(image));
        }
    }

    private void endOfLife() {
        endOfLife
                .flatMap(eol -> eol.notice(host.today().get()))
                .ifPresent(
                        notice ->
                                warn(
                                        origin(image, SystemKeys.EOL.name()),
                                        "[%s] eol: %s".formatted(image, notice)));
    }

    private void warn(String where, String message) {
        warnings.add(new Problem(where, message));
    }
}
