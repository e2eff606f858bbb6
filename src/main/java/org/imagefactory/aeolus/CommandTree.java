package org.imagefactory.aeolus;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The commands and their options. */
final class CommandTree {

    static final String PROGRAM = "imagefactory";

    static final String BASE_IMAGE = "base_image";
    static final String TARGET_IMAGE = "target_image";
    static final String PROVIDER_IMAGE = "provider_image";
    static final String IMPORT = "import_base_image";
    static final String IMAGES = "images";
    static final String DELETE = "delete";
    static final String PLUGINS = "plugins";
    static final String TEMPLATE = "template";
    static final String TEMPLATE_CHECK = "template check";
    static final String TEMPLATE_SHOW = "template show";
    static final String STORE = "store";
    static final String STORE_CHECK = "store check";
    static final String PROVIDER_CHECK = "provider check";
    static final String CLOUD_CLEAN = "cloud clean";
    static final String COMPLETION = "completion";

    static final String VERSION = "--version";
    static final String CONFIG = "--config";
    static final String NO_DEBUG = "--nodebug";

    static final String ID = "--id";
    static final String TEMPLATE_FILE = "--template";
    static final String SNAPSHOT = "--snapshot";
    static final String PROVIDER = "--provider";
    static final String CREDENTIALS = "--credentials";
    static final String TARGET = "--target";
    static final String CLOUD = "--cloud";
    static final String DRY_RUN = "--dry-run";
    static final String PARAMETERS = "--parameters";
    static final String PARAMETER = "--parameter";
    static final String FILE_PARAMETER = "--file-parameter";

    private CommandTree() {}

    /** A parser of command lines. */
    static CommandLine create(String version) {
        return new CommandLine(root(version))
                // The last one counts.
                .setOverwrittenOptionsAllowed(true)
                // A provider that begins with '@' is not the name of a file with arguments.
                .setExpandAtFiles(false)
                .setPosixClusteredShortOptionsAllowed(false);
    }

    private static CommandSpec root(String version) {
        CommandSpec root = command(PROGRAM, "Makes system images from templates.");
        root.usageMessage().synopsisSubcommandLabel("COMMAND");
        root.usageMessage().footer(exitStatuses());
        root.version(version);
        root.addOption(
                flag("Print the version and exit.", "-v", VERSION).versionHelp(true).build());
        root.addOption(
                option(
                                "The configuration file (default: %s)."
                                        .formatted(Settings.DEFAULT_FILE),
                                CONFIG)
                        .paramLabel("FILE")
                        .build());
        for (Setting setting : Setting.options(false)) {
            root.addOption(global(setting));
            if (setting == Setting.DEBUG) {
                root.addOption(flag("Do not log everything.", NO_DEBUG).build());
            }
        }
        Stream.of(
                        baseImage(),
                        targetImage(),
                        providerImage(),
                        importImage(),
                        images(),
                        delete(),
                        plugins(),
                        template(),
                        store(),
                        provider(),
                        cloud(),
                        command(COMPLETION, "Print a script that completes command lines in bash."))
                .forEach(command -> root.addSubcommand(command.name(), command));
        return root;
    }

    private static CommandSpec baseImage() {
        CommandSpec command = command(BASE_IMAGE, "Make a base image: install a system.");
        parameters(command);
        command.addPositional(operands("TEMPLATE", "A file with a template."));
        return command;
    }

    private static CommandSpec targetImage() {
        CommandSpec command = command(TARGET_IMAGE, "Make a target image: fit one to a cloud.");
        parent(command, "base image");
        parameters(command);
        command.addPositional(operands("TARGET", "The kind of cloud."));
        return command;
    }

    private static CommandSpec providerImage() {
        CommandSpec command = command(PROVIDER_IMAGE, "Make a provider image: push one there.");
        parent(command, "target image");
        command.addOption(flag("Build in the cloud (not supported).", SNAPSHOT).build());
        parameters(command);
        command.addPositional(
                operands(
                        "[TARGET] PROVIDER CREDENTIALS",
                        "The kind of cloud, which may be left out with --id; a file with the"
                                + " definition of the provider, or the definition itself behind an"
                                + " @; a file with the credentials."));
        return command;
    }

    private static CommandSpec importImage() {
        CommandSpec command = command(IMPORT, "Make a base image of a disk image.");
        parameters(command);
        command.addPositional(operands("IMAGE_FILE", "A disk image; it is only read."));
        return command;
    }

    private static CommandSpec images() {
        CommandSpec command = command(IMAGES, "List images, or show one.");
        command.addPositional(
                operands(
                        "FETCH_SPEC",
                        "A JSON object: what the images' metadata must say, {} for all."));
        return command;
    }

    private static CommandSpec delete() {
        CommandSpec command = command(DELETE, "Delete an image.");
        command.addOption(
                option("The provider of a provider image, as for provider_image.", PROVIDER)
                        .paramLabel("DEFINITION")
                        .build());
        command.addOption(
                option("A file with the credentials for it.", CREDENTIALS)
                        .paramLabel("FILE")
                        .build());
        command.addOption(option("The kind of cloud.", TARGET).paramLabel("NAME").build());
        parameters(command);
        command.addPositional(operands("ID", "The UUID of the image."));
        return command;
    }

    private static CommandSpec plugins() {
        CommandSpec command = command(PLUGINS, "List the active plugins, or show one.");
        command.addOption(option("The name of one.", ID).paramLabel("NAME").build());
        return command;
    }

    private static CommandSpec template() {
        CommandSpec command = command(TEMPLATE, "Look at templates.");
        command.usageMessage().synopsisSubcommandLabel("COMMAND");
        CommandSpec check = command("check", "Tell what is wrong with templates; build nothing.");
        check.addOption(global(Setting.OUTPUT));
        check.addPositional(operands("FILE...", "Files with templates."));
        command.addSubcommand(check.name(), check);
        CommandSpec show = command("show", "Show what a template comes to; build nothing.");
        show.addPositional(operands("FILE", "A file with a template."));
        command.addSubcommand(show.name(), show);
        return command;
    }

    private static CommandSpec store() {
        CommandSpec command = command(STORE, "Look at the store.");
        command.usageMessage().synopsisSubcommandLabel("COMMAND");
        CommandSpec check = command("check", "Tell what is not as it should be in the store.");
        command.addSubcommand(check.name(), check);
        return command;
    }

    private static CommandSpec provider() {
        CommandSpec command = command("provider", "Look at providers.");
        command.usageMessage().synopsisSubcommandLabel("COMMAND");
        CommandSpec check =
                command("check", "Try whether images could be pushed to a provider; make nothing.");
        check.addOption(
                option("The kind of cloud, where the credentials do not tell it.", TARGET)
                        .paramLabel("NAME")
                        .build());
        check.addPositional(
                operands(
                        "PROVIDER CREDENTIALS", "The provider and a file, as for provider_image."));
        command.addSubcommand(check.name(), check);
        return command;
    }

    private static CommandSpec cloud() {
        CommandSpec command =
                command("cloud", "Look after the cloud that systems are installed in.");
        command.usageMessage().synopsisSubcommandLabel("COMMAND");
        CommandSpec clean = command("clean", "Remove what killed builds of this host left there.");
        clean.addOption(
                option("The cloud in clouds.yaml (default: that of the environment).", CLOUD)
                        .paramLabel("NAME")
                        .build());
        clean.addOption(flag("Only tell what there is.", DRY_RUN).build());
        command.addSubcommand(clean.name(), clean);
        return command;
    }

    private static void parent(CommandSpec command, String what) {
        command.addOption(
                option("The UUID of the %s to start from.".formatted(what), ID)
                        .paramLabel("UUID")
                        .build());
        command.addOption(
                option("A file with a template to start from, instead.", TEMPLATE_FILE)
                        .paramLabel("FILE")
                        .build());
    }

    private static void parameters(CommandSpec command) {
        command.addOption(
                option("A file with parameters, as a JSON object.", PARAMETERS, "--paramaters")
                        .paramLabel("FILE")
                        .build());
        command.addOption(pairs("A parameter; may be repeated.", PARAMETER, "NAME VALUE"));
        command.addOption(
                pairs(
                        "A parameter with the text of a file; may be repeated.",
                        FILE_PARAMETER,
                        "NAME FILE"));
    }

    private static String[] exitStatuses() {
        return Stream.concat(
                        Stream.of("", "Exit status:"),
                        Stream.of(Ending.values())
                                .map(each -> "%5d  %s".formatted(each.code(), each.meaning())))
                .toArray(String[]::new);
    }

    private static OptionSpec global(Setting setting) {
        String text = setting.documentation().replace("*", "");
        if (setting.isSwitch()) {
            return flag(text, setting.longOption()).build();
        }
        String shown =
                text.contains("(default")
                        ? text
                        : text.replaceFirst("[.]$", " (default: %s).")
                                .formatted(setting.defaultText());
        return option(shown, setting.longOption()).paramLabel(setting.parameter()).build();
    }

    private static CommandSpec command(String name, String description) {
        CommandSpec command = CommandSpec.create().name(name);
        UsageMessageSpec usage = command.usageMessage();
        usage.description(description);
        usage.sortOptions(false);
        usage.abbreviateSynopsis(name.equals(PROGRAM));
        command.addOption(
                flag("Print this help and exit.", "-h", "--help").usageHelp(true).build());
        return command;
    }

    private static OptionSpec.Builder option(String description, String... names) {
        return OptionSpec.builder(names).description(description).type(String.class).arity("1");
    }

    private static OptionSpec pairs(String description, String name, String label) {
        return OptionSpec.builder(name)
                .description(description)
                .paramLabel(label)
                .hideParamSyntax(true)
                .arity("2")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .build();
    }

    private static OptionSpec.Builder flag(String description, String... names) {
        return OptionSpec.builder(names).description(description).type(boolean.class).arity("0");
    }

    /** How many there are is checked with what they are. */
    private static PositionalParamSpec operands(String label, String description) {
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .description(description)
                .arity("0..*")
                .hideParamSyntax(true)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .build();
    }
}
