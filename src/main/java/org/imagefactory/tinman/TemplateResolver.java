package org.imagefactory.tinman;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.apache.commons.codec.digest.Crypt;
import org.imagefactory.config.AnswerKeys;
import org.imagefactory.config.Configuration;
import org.imagefactory.config.Effective;
import org.imagefactory.config.EngineKeys;
import org.imagefactory.config.Host;
import org.imagefactory.config.Keys;
import org.imagefactory.config.Layers;
import org.imagefactory.config.ProofKeys;
import org.imagefactory.config.Reading;
import org.imagefactory.config.SpecReader;
import org.imagefactory.config.SystemKeys;
import org.imagefactory.config.SystemSections;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.Problem;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.LintRule;
import org.imagefactory.spec.Setting;
import org.imagefactory.spec.Upkeep;
import org.imagefactory.tdl.Template;
import org.imagefactory.tdl.TemplateOs;
import org.imagefactory.tdl.TemplateRepository;

/**
 * Makes the specification of an image of a template and the section that serves its system. The
 * template beats the section. Touches no other file.
 */
public final class TemplateResolver {

    private final Configuration configuration;
    private final Host host;

    /**
     * @param configuration has the sections
     * @param host where it is to hold
     */
    public TemplateResolver(Configuration configuration, Host host) {
        this.configuration = configuration;
        this.host = host;
    }

    /**
     * @throws ConfigurationException everything that is wrong with it; of a system that no section
     *     is for the message tells which there are
     */
    public Resolution resolve(Template template, Wishes wishes) throws ConfigurationException {
        TemplateOs os = template.os();
        Places places = new Places(wishes.template(), template.source());
        Architecture arch = architecture(os.arch(), places);
        String name =
                new SystemSections(new Layers(configuration, List.of()))
                        .find(os.name(), os.version(), arch);
        Said said = new Said();
        said.say(SystemKeys.ARCH, Choice.name(arch), places.of("os/arch"));
        Section section = new Section(name, values(name, said), arch);
        new InstallerPlace(section, wishes.localFiles(), places, said).read(os.install());
        system(template, places, said);
        accept(template, places, section, said);
        machine(wishes, section, said);
        wishes.answers().ifPresent(file -> answers(file.toString(), section, said));
        if (wishes.answers().isPresent() && os.rootPassword().isPresent()) {
            said.warn(
                    places.of("os/rootpw")
                            + ": has no effect: the user's own answer file says the password");
        }
        kernel(os, values(name, said), places, said);
        noOutsideWork(places, said);
        Reading reading = reader(said).read(name);
        List<String> warnings = new ArrayList<>();
        template.warnings().forEach(fault -> warnings.add(places.text(fault)));
        warnings.addAll(said.warnings());
        reading.warnings().forEach(problem -> warnings.add(problem.toString()));
        ImageSpec spec = reading.spec().with(Upkeep.NONE);
        return new Resolution(
                name,
                said.tree().map(spec::with).orElse(spec),
                reading.description(),
                values(name, said),
                warnings);
    }

    /**
     * The machine that starts a finished system of a template, whoever installed it.
     *
     * @throws ConfigurationException everything that is wrong with the section, or that there is
     *     none
     */
    ImageSpec finished(Template template) throws ConfigurationException {
        TemplateOs os = template.os();
        Architecture arch = architecture(os.arch(), new Places("template", template.source()));
        String name =
                new SystemSections(new Layers(configuration, List.of()))
                        .find(os.name(), os.version(), arch);
        Said said = new Said();
        said.say(SystemKeys.ARCH, Choice.name(arch), "template");
        anyLayout(said, "template");
        return reader(said).read(name).spec().with(Upkeep.NONE);
    }

    /** Whoever made the disk has decided. */
    private static void anyLayout(Said said, String place) {
        said.say(Keys.ONE_PARTITION, "false", place);
        said.say(SystemKeys.PARTITION_TABLE, "auto", place);
    }

    /**
     * What a section says by itself.
     *
     * @throws ConfigurationException everything that is wrong with it, or that there is none
     */
    ImageSpec section(String name) throws ConfigurationException {
        return reader(new Said()).read(name).spec();
    }

    private static Architecture architecture(String name, Places places)
            throws ConfigurationException {
        Optional<Architecture> arch =
                List.of(Architecture.values()).stream()
                        .filter(known -> known.machine().equals(name))
                        .findFirst();
        return arch.orElseThrow(
                () ->
                        new ConfigurationException(
                                List.of(
                                        new Problem(
                                                places.of("os/arch"),
                                                "systems for '%s' cannot be installed"
                                                        .formatted(name))),
                                "x86_64 and aarch64 can"));
    }

    private SpecReader reader(Said said) {
        return new SpecReader(new Layers(configuration, said.assignments()), host);
    }

    private Effective values(String section, Said said) {
        return reader(said).effective(section);
    }

    private static void system(Template template, Places places, Said said) {
        DataSize size = template.diskSize().orElse(Template.DEFAULT_DISK_SIZE);
        String sizePlace = template.diskSize().isPresent() ? "disk/size" : "default of disk/size";
        said.say(Keys.IMAGE_SIZE, size.bytes() + "B", places.of(sizePlace));
        Optional<String> password = template.os().rootPassword().filter(text -> !text.isEmpty());
        // Never in clear from here on: the answer file, and so the disk, gets the hash.
        said.say(
                AnswerKeys.ROOT_PASSWORD_HASH,
                password.map(Crypt::crypt).orElse(""),
                places.of(password.isPresent() ? "os/rootpw" : "no os/rootpw"));
        if (template.os().key().isPresent()) {
            said.warn(
                    places.of("os/key")
                            + ": has no effect: the installers of this system ask for no key");
        }
    }

    /** What the template itself asks for is no finding. */
    private static void accept(Template template, Places places, Section section, Said said) {
        List<String> accepted = new ArrayList<>();
        if (template.os().rootPassword().isPresent()) {
            accepted.add(Choice.name(LintRule.ROOT_PASSWORD));
        }
        if (template.repositories().stream().anyMatch(TemplateRepository::persisted)) {
            accepted.add(Choice.name(LintRule.BUILD_MIRROR));
        }
        if (!accepted.isEmpty()) {
            String before = section.value(ProofKeys.LINT_IGNORE.name());
            if (!before.isEmpty()) {
                accepted.add(before);
            }
            said.say(
                    ProofKeys.LINT_IGNORE,
                    String.join(", ", accepted),
                    places.of("os/rootpw, repositories"));
        }
    }

    private static void machine(Wishes wishes, Section section, Said said) {
        wishes.installation()
                .ifPresent(
                        limit ->
                                said.say(
                                        Keys.INSTALL_TIMEOUT,
                                        limit.toSeconds() + "s",
                                        "option --timeout"));
        wishes.flavor()
                .ifPresent(name -> said.say(EngineKeys.OPENSTACK_FLAVOR, name, "parameter flavor"));
        if (wishes.floating() && !section.has(EngineKeys.OPENSTACK_FLOATING_NETWORK)) {
            said.say(EngineKeys.OPENSTACK_FLOATING_NETWORK, "any", "parameter request_floating_ip");
        }
        wishes.overrides().say(said);
    }

    /** Whoever answers the installer decides about disk and end, too. */
    private static void answers(String file, Section section, Said said) {
        String place = "parameter install_script";
        Optional<AnswerFile.Kind> kind = section.kind();
        if (kind.isEmpty()) {
            said.warn(
                    "%s: has no effect: the section [%s] has no answer file, so nobody knows for"
                                    .formatted(place, section.name())
                            + " which installer it is");
            return;
        }
        said.say(Keys.answerFile(kind.get()), file, place);
        anyLayout(said, place);
        said.say(ProofKeys.SUCCESS_MARKER, "optional", place);
        said.say(ProofKeys.ON_FINDING, "warn", place);
    }

    /** Before what Debian's and Ubuntu's installers copy to the installed system. */
    private static void kernel(TemplateOs os, Effective values, Places places, Said said) {
        List<String> more = new ArrayList<>(said.kernelArguments());
        os.kernelParameters().filter(text -> !text.isBlank()).ifPresent(more::add);
        if (more.isEmpty()) {
            return;
        }
        Optional<Setting> append = Optional.ofNullable(values.settings().get(Keys.APPEND.name()));
        String before = append.map(Setting::value).orElse("");
        String added = String.join(" ", more).replaceAll("\\s+", " ").strip();
        String text =
                before.matches("(?s)(?:.*\\s)?---(?:\\s.*)?")
                        ? before.replaceFirst(
                                "(?<!\\S)---(?!\\S)", Matcher.quoteReplacement(added + " ---"))
                        : (before + " " + added).strip();
        String origin = append.map(setting -> " and " + setting.origin()).orElse("");
        said.say(Keys.APPEND, text, places.of("os/kernelparam") + origin);
    }

    /** What is done with the images of a section is not done with those of a store. */
    private static void noOutsideWork(Places places, Said said) {
        said.say(Keys.UPLOAD_DESTINATIONS, "", places.of("image of a store"));
        said.say(EngineKeys.KEEP_IN_CLOUD, "false", places.of("image of a store"));
        said.say(Keys.TARGETS, "", places.of("image of a store"));
        said.say(Keys.POST_BUILD_COMMAND, "", places.of("image of a store"));
        said.say(Keys.KEEP_RAW, "false", places.of("image of a store"));
    }
}
