package org.imagefactory.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.imagefactory.config.Key;
import org.imagefactory.config.KeyOption;
import org.imagefactory.error.ExitStatus;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ScopeType;

/**
 * The commands and their options. Built by hand rather than from annotations: the keys' options
 * come from the table of keys, and reading annotations would double the start-up time.
 */
final class CommandTree {

    static final String PROGRAM = "image-factory";

    /** Of a build that a signal ended, whose clean-up took too long. */
    static final String LAST_WORDS =
            PROGRAM
                    + ": the clean-up did not come to its end in time; the next build of"
                    + " the image removes what is left, and so does 'image-factory"
                    + " prune'";

    static final String BUILD = "build";
    static final String LIST = "list";
    static final String SHOW = "show";
    static final String ANSWER = "answer";
    static final String STATUS = "status";
    static final String REPORT = "report";
    static final String CHECK = "check";
    static final String EXPLAIN = "explain";
    static final String LINT = "lint";
    static final String TEST = "test";
    static final String VERIFY = "verify";
    static final String DIFF = "diff";
    static final String REBUILD = "rebuild";
    static final String PRUNE = "prune";
    static final String SCAN = "scan";
    static final String CATALOG = "catalog";
    static final String CACHE = "cache";
    static final String CACHE_LIST = "cache list";
    static final String CACHE_PRUNE = "cache prune";
    static final String CACHE_VERIFY = "cache verify";
    static final String COMPLETION = "completion";

    /** All of them. */
    static final List<String> COMMANDS =
            List.of(
                    BUILD,
                    LIST,
                    SHOW,
                    ANSWER,
                    STATUS,
                    REPORT,
                    CHECK,
                    EXPLAIN,
                    LINT,
                    TEST,
                    VERIFY,
                    DIFF,
                    REBUILD,
                    PRUNE,
                    SCAN,
                    CATALOG,
                    CACHE,
                    COMPLETION);

    /** Those that have nothing to do without an image. */
    static final List<String> IMAGE_COMMANDS = List.of(SHOW, ANSWER, EXPLAIN);

    /** Those whose operands are files. */
    static final List<String> FILE_COMMANDS = List.of(LINT, TEST, VERIFY, DIFF, REBUILD);

    static final String ALL = "--all";
    static final String TAG = "--tag";
    static final String JOBS = "--jobs";

    /** Those that only a build has. */
    static final List<String> BUILD_OPTIONS = List.of(ALL, TAG, JOBS);

    static final String VERSION = "--version";

    static final String SET = "--set";
    static final String DRY_RUN = "--dry-run";
    static final String RESUME = "--resume";
    static final String VERBOSE = "--verbose";
    static final String QUIET = "--quiet";
    static final String LOG_FORMAT = "--log-format";
    static final String JSON = "--json";
    static final String IF_CHANGED = "--if-changed";
    static final String HTML = "--html";

    private static final String IMAGES = "IMAGE";
    private static final String FILES = "FILE";

    private static final String BUILD_OPERANDS =
            "Images to build, or patterns of names; default: the variable IMAGE.";

    private CommandTree() {}

    /**
     * @param keys whose options every command takes
     * @param version printed by {@code --version}
     */
    static CommandSpec create(Collection<Key<?>> keys, String version) {
        CommandSpec root = command(PROGRAM, "Build golden Linux images.");
        root.version(version);
        keys.forEach(key -> key.options().forEach(option -> root.addOption(inherited(option))));
        buildOptions(root);
        commonOptions(root);
        root.addOption(
                flag("Print version information and exit.", "-V", VERSION)
                        .versionHelp(true)
                        .build());
        root.addPositional(images(BUILD_OPERANDS));

        addForImages(root);
        addForFiles(root);
        addForFactory(root);
        root.usageMessage().footer(exitStatuses());
        return root;
    }

    /** Those that build images, or tell what a build would do. */
    private static void addForImages(CommandSpec root) {
        CommandSpec build = command(BUILD, "Build images.");
        buildOptions(build);
        build.addPositional(images(BUILD_OPERANDS));
        root.addSubcommand(BUILD, build);
        root.addSubcommand(LIST, command(LIST, "List the configured images."));
        CommandSpec show =
                command(
                        SHOW,
                        "Show every effective value of an image and where it comes from;"
                                + " with --json as JSON.");
        show.addOption(flag("Print JSON.", JSON).build());
        show.addPositional(images("Images to show.", "1..*"));
        root.addSubcommand(SHOW, show);
        CommandSpec answer = command(ANSWER, "Print the answer file that the installer gets.");
        answer.addPositional(images("Images, at least one.", "1..*"));
        root.addSubcommand(ANSWER, answer);
        root.addSubcommand(STATUS, status());
        root.addSubcommand(REPORT, report());
        CommandSpec check = command(CHECK, "Check configuration, files and host; change nothing.");
        check.addOption(flag("Check every image of the configuration.", ALL).build());
        check.addPositional(images("Images to check, or patterns of names; default: all."));
        root.addSubcommand(CHECK, check);
        CommandSpec explain =
                command(
                        EXPLAIN,
                        "Tell what would make --if-changed build an image; with --json as JSON.");
        explain.addOption(flag("Print JSON.", JSON).build());
        explain.addPositional(images("Images to explain.", "1..*"));
        root.addSubcommand(EXPLAIN, explain);
    }

    private static void addForFiles(CommandSpec root) {
        root.addSubcommand(LINT, fileCommand(LINT, "Check the content of image files."));
        root.addSubcommand(TEST, fileCommand(TEST, "Boot image files, none of which is changed."));
        root.addSubcommand(
                VERIFY,
                fileCommand(VERIFY, "Check digest, signatures and provenance of image files."));
        CommandSpec diff =
                fileCommand(
                        DIFF, "Tell what differs between two image files; with --json as JSON.");
        diff.addOption(flag("Print JSON.", JSON).build());
        root.addSubcommand(DIFF, diff);
        root.addSubcommand(
                REBUILD,
                fileCommand(
                        REBUILD, "Build an image again from its provenance, and compare both."));
    }

    /** Those that look after what there is. */
    private static void addForFactory(CommandSpec root) {
        CommandSpec prune =
                command(PRUNE, "Remove earlier builds as the keys keep… say, and leftovers.");
        prune.addPositional(images("Images to prune; default: all."));
        root.addSubcommand(PRUNE, prune);
        CommandSpec scan =
                command(SCAN, "Look for known vulnerabilities in the newest images, or in files.");
        scan.addOption(flag("Scan every image of the configuration.", ALL).build());
        scan.addPositional(images("Images, or files; default: all images."));
        root.addSubcommand(SCAN, scan);
        CommandSpec catalog = command(CATALOG, "Write the catalogs of images anew.");
        catalog.addPositional(images("Images; default: all."));
        root.addSubcommand(CATALOG, catalog);
        root.addSubcommand(CACHE, cacheCommand());
        root.addSubcommand(
                COMPLETION, command(COMPLETION, "Print the completion script for bash."));
    }

    private static CommandSpec cacheCommand() {
        CommandSpec cache = command(CACHE, "Look after the downloaded files.");
        addBelow(cache, CACHE_LIST, "List the cached files of each image.");
        addBelow(cache, CACHE_PRUNE, "Remove cached files that no image uses.");
        addBelow(cache, CACHE_VERIFY, "Compare cached files with what was downloaded.");
        return cache;
    }

    private static void addBelow(CommandSpec parent, String path, String description) {
        String name = path.substring(parent.name().length() + 1);
        parent.addSubcommand(name, command(name, description));
    }

    private static CommandSpec status() {
        CommandSpec status =
                command(
                        STATUS,
                        "Tell how images are: last good build, last result, next run; with --json"
                                + " as JSON.");
        status.addOption(flag("Print JSON.", JSON).build());
        status.addPositional(images("Images to tell about; default: all."));
        return status;
    }

    private static CommandSpec report() {
        CommandSpec report = command(REPORT, "Write a page about all images.");
        report.addOption(
                OptionSpec.builder(HTML)
                        .description("Where to write the page to.")
                        .paramLabel(FILES)
                        .arity("1")
                        .required(true)
                        .type(Path.class)
                        .build());
        return report;
    }

    /** A command whose operands are files. */
    private static CommandSpec fileCommand(String name, String description) {
        CommandSpec command = command(name, description);
        command.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel(FILES)
                        .description("Files, at least one.")
                        .arity("1..*")
                        .type(List.class)
                        .auxiliaryTypes(Path.class) // so that the shell completes names of files
                        .build());
        return command;
    }

    private static String[] exitStatuses() {
        List<String> lines = new ArrayList<>(List.of("", "Exit status:"));
        for (ExitStatus status : ExitStatus.values()) {
            lines.add("%5d  %s".formatted(status.code(), status.meaning()));
        }
        return lines.toArray(String[]::new);
    }

    private static CommandSpec command(String name, String description) {
        CommandSpec command = CommandSpec.create().name(name);
        UsageMessageSpec usage = command.usageMessage();
        usage.description(description);
        usage.sortOptions(false);
        usage.synopsisSubcommandLabel("[COMMAND]");
        usage.abbreviateSynopsis(true);
        return command;
    }

    /** The plain form has them, too. */
    private static void buildOptions(CommandSpec command) {
        command.addOption(flag("Build every image of the configuration.", ALL).build());
        command.addOption(
                option("Build only images with this tag; may be repeated.", TAG)
                        .paramLabel("TAG")
                        .arity("1")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .build());
        command.addOption(
                flag("Build only what would become another image than the last.", IF_CHANGED)
                        .build());
        command.addOption(
                flag("Go on with a build that failed, behind the last step that it did.", RESUME)
                        .build());
        command.addOption(
                option("Build up to N images at a time (default: 1).", "-j", JOBS)
                        .paramLabel("N")
                        .arity("1")
                        .build());
    }

    private static void commonOptions(CommandSpec root) {
        root.addOption(
                inherited("Set a configuration key, or a variable of your own.", SET)
                        .paramLabel("KEY=VALUE")
                        .arity("1")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .build());
        root.addOption(
                flag("Print the steps with their exact commands; touch nothing.", DRY_RUN)
                        .scopeType(ScopeType.INHERIT)
                        .build());
        root.addOption(
                flag("Log more: every command and what it prints.", "-v", VERBOSE)
                        .scopeType(ScopeType.INHERIT)
                        .build());
        root.addOption(
                flag("Log warnings and errors only.", "-q", QUIET)
                        .scopeType(ScopeType.INHERIT)
                        .build());
        root.addOption(
                inherited("Log as text (default) or as JSON, one object a line.", LOG_FORMAT)
                        .paramLabel("{text,json}")
                        .arity("1")
                        .completionCandidates(List.of("text", "json"))
                        .build());
        root.addOption(
                flag("Show this help message and exit.", "-h", "--help")
                        .usageHelp(true)
                        .scopeType(ScopeType.INHERIT)
                        .build());
    }

    /** Of the command to build, which may be left out. */
    private static OptionSpec inherited(KeyOption option) {
        String[] names = option.names().toArray(String[]::new);
        if (option.isSwitch()) {
            return flag(plain(option.documentation()), names).scopeType(ScopeType.INHERIT).build();
        }
        return inherited(plain(option.documentation()), names)
                .paramLabel(option.parameter())
                .arity("1")
                .completionCandidates(choices(option.parameter()))
                .build();
    }

    /** What is between the braces of a parameter such as <code>{qcow2,raw}</code>. */
    private static List<String> choices(String parameter) {
        return parameter.startsWith("{")
                ? List.of(parameter.substring(1, parameter.length() - 1).split(",", -1))
                : List.of();
    }

    private static OptionSpec.Builder inherited(String description, String... names) {
        return option(description, names).scopeType(ScopeType.INHERIT);
    }

    private static OptionSpec.Builder option(String description, String... names) {
        return OptionSpec.builder(names).description(description).type(String.class);
    }

    private static OptionSpec.Builder flag(String description, String... names) {
        return OptionSpec.builder(names).description(description).type(boolean.class).arity("0");
    }

    private static PositionalParamSpec images(String description, String... arity) {
        return PositionalParamSpec.builder()
                .paramLabel(IMAGES)
                .description(description)
                .arity(arity.length == 0 ? "0..*" : arity[0])
                .type(List.class)
                .auxiliaryTypes(String.class)
                .build();
    }

    /** Documentation without its inline markup; percent signs doubled, as picocli wants them. */
    private static String plain(String documentation) {
        return documentation.replace("*", "").replace("%", "%%");
    }
}
