package org.imagefactory.aeolus;

import ch.qos.logback.classic.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.aeolus.remote.Service;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.tdl.TemplateCheck;
import org.imagefactory.tdl.TemplateRules;
import org.imagefactory.terminal.LogFormat;
import org.imagefactory.terminal.Logging;
import org.imagefactory.terminal.Screen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the command that a request names. */
final class Commands {

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private final Invocation invocation;
    private final Settings settings;
    private final PluginSource plugins;
    private final Answers answers;
    private final Screen screen;
    private final Inputs inputs;

    Commands(Invocation invocation, Settings settings, PluginSource plugins) {
        this.invocation = invocation;
        this.settings = settings;
        this.plugins = plugins;
        boolean json = settings.text(Setting.OUTPUT).equals("json");
        this.answers =
                new Answers(
                        invocation.out(),
                        json,
                        invocation.colours() && !settings.isOn(Setting.RAW));
        this.screen = invocation.screen();
        this.inputs = new Inputs(invocation.workingDirectory(), invocation.in());
    }

    /**
     * @return the exit status
     */
    int run(Request request) throws BuildException {
        new Logging(CommandTree.PROGRAM, screen, level(), LogFormat.TEXT);
        settings.ignored().forEach(LOG::debug);
        requirePluginFolder();
        if (isForService(request)) {
            return remote(request);
        }
        return switch (request.command()) {
            case CommandTree.TEMPLATE_CHECK -> check(request);
            case CommandTree.TEMPLATE_SHOW ->
                    new TemplateShow(inputs, rules(), answers, invocation.out(), screen)
                            .run(request.operand(), workbench().resolver());
            case CommandTree.STORE_CHECK ->
                    new StoreCheckCommand(workbench().store(), answers).run();
            case CommandTree.PROVIDER_CHECK ->
                    new ProviderCheckCommand(workbench().plugins(), inputs, answers).run(request);
            case CommandTree.CLOUD_CLEAN ->
                    new CloudCleanCommand(
                                    Engines.orphans(invocation, request.value(CommandTree.CLOUD)),
                                    answers)
                            .run(request.has(CommandTree.DRY_RUN));
            case CommandTree.PLUGINS ->
                    new PluginsCommand(PluginsCommand.of(workbench().plugins()), answers)
                            .run(request);
            case CommandTree.IMAGES -> new ImagesCommand(answers).run(request, workbench().store());
            default ->
                    new ImageCommands(workbench(), answers, new Progress(screen), inputs)
                            .run(request);
        };
    }

    /** Templates are looked at where they are, and killed builds were of this host. */
    private boolean isForService(Request request) {
        return settings.isGiven(Setting.URL)
                && !request.command().equals(CommandTree.TEMPLATE_CHECK)
                && !request.command().equals(CommandTree.TEMPLATE_SHOW)
                && !request.command().equals(CommandTree.CLOUD_CLEAN);
    }

    private int remote(Request request) throws BuildException {
        try (Service service = new RemoteSettings(settings, invocation).service()) {
            return new RemoteCommands(
                            service,
                            answers,
                            new Progress(screen),
                            inputs,
                            settings.isOn(Setting.DETACH))
                    .run(request);
        }
    }

    /** Also for commands that ask no plugin: who misspells a folder learns it at once. */
    private void requirePluginFolder() throws HostException {
        Path folder = invocation.workingDirectory().resolve(settings.path(Setting.PLUGINS));
        if (settings.isGiven(Setting.PLUGINS) && !Files.isDirectory(folder)) {
            throw new HostException(
                    "the plugins folder %s does not exist".formatted(folder),
                    "name another one with --plugins, or none to have those of the program");
        }
    }

    private Workbench workbench() {
        return new Workbench(invocation, settings, plugins);
    }

    private Level level() {
        if (settings.isOn(Setting.DEBUG)) {
            return Level.DEBUG;
        }
        return settings.isOn(Setting.VERBOSE) ? Level.INFO : Level.WARN;
    }

    private TemplateRules rules() {
        return new TemplateRules(settings.isOn(Setting.TDL_REQUIRE_ROOT_PW));
    }

    private int check(Request request) {
        TemplateCheck check =
                new TemplateCheck(
                        rules(),
                        answers.isJson(),
                        invocation.workingDirectory(),
                        invocation.in(),
                        line -> invocation.out().print(line + "\n"),
                        line -> screen.print(CommandTree.PROGRAM + ": " + line + "\n"));
        TemplateCheck.Outcome outcome = check.check(request.operands());
        invocation.out().flush();
        return switch (outcome) {
            case VALID -> Ending.DONE.code();
            case INVALID -> Ending.INVALID.code();
            case UNREADABLE -> Ending.FAILED.code();
        };
    }
}
