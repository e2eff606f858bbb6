package org.imagefactory.aeolus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.ImageFactory;
import org.imagefactory.Surroundings;
import org.imagefactory.clouds.CloudSettings;
import org.imagefactory.clouds.Clouds;
import org.imagefactory.config.Configuration;
import org.imagefactory.config.EngineKind;
import org.imagefactory.config.EngineReader;
import org.imagefactory.config.Host;
import org.imagefactory.engines.EngineChoice;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.lifecycle.BaseImageImporter;
import org.imagefactory.machine.Orphans;
import org.imagefactory.netboot.ContentDownload;
import org.imagefactory.netboot.NetbootLimits;
import org.imagefactory.plugin.MockCloud;
import org.imagefactory.plugin.MockOs;
import org.imagefactory.plugin.OsPlugin;
import org.imagefactory.plugin.PluginFactory;
import org.imagefactory.terminal.Version;
import org.imagefactory.tinman.ImageImport;
import org.imagefactory.tinman.TemplateResolver;
import org.imagefactory.tinman.TinMan;

/** Chooses what images are made with: nothing else in the program knows which there are. */
final class Engines {

    /** The configuration of image-factory, whose sections say how systems are installed. */
    private static final String CONFIG_VARIABLE = "IMAGE_FACTORY_CONFIG";

    /** Installs in a cloud whatever sections say; where its description stands alone. */
    private static final String NOVA = "Nova";

    private Engines() {}

    static PluginSource.Parts plugins(Invocation invocation, Settings settings) {
        ProcessRunner runner = new CommonsExecRunner(invocation.variables());
        List<PluginFactory> plugins =
                new ArrayList<>(Clouds.plugins(runner, clouds(settings), invocation.variables()));
        plugins.add(PluginFactory.of(MockOs.NAME, () -> new MockOs(runner)));
        plugins.add(PluginFactory.of(MockCloud.NAME, MockCloud::new));
        plugins.add(
                PluginFactory.of(
                        TinMan.NAME,
                        () -> installer(invocation, settings, runner, EngineChoice::settings)));
        if (isAlone(invocation.workingDirectory().resolve(settings.path(Setting.PLUGINS)))) {
            EngineReader cloud = values -> EngineChoice.settings(values.on(EngineKind.OPENSTACK));
            plugins.add(
                    PluginFactory.of(NOVA, () -> installer(invocation, settings, runner, cloud)));
        }
        return new PluginSource.Parts(
                plugins,
                job -> imported(job, runner),
                () -> resolver(invocation, EngineChoice::settings));
    }

    /** What killed builds left in a cloud, which the environment or {@code cloud} names. */
    static Orphans orphans(Invocation invocation, Optional<String> cloud) {
        return EngineChoice.orphans(invocation.variables(), invocation.workingDirectory(), cloud);
    }

    private static OsPlugin installer(
            Invocation invocation, Settings settings, ProcessRunner runner, EngineReader engine) {
        return new LateOsPlugin(() -> tinMan(invocation, settings, runner, engine));
    }

    /** Both have the same systems; who wants the cloud takes the description of the other away. */
    private static boolean isAlone(Path descriptions) {
        return Files.isDirectory(descriptions)
                && !Files.exists(descriptions.resolve(TinMan.NAME + ".info"));
    }

    private static BaseImageImporter.Imported imported(
            BaseImageImporter.ImportJob job, ProcessRunner runner)
            throws BuildException, InterruptedException {
        ImageImport.Imported imported =
                new ImageImport(runner, clock())
                        .run(job.image(), job.body(), job.folder(), job.log());
        return new BaseImageImporter.Imported(imported.template(), imported.icicle(), Map.of());
    }

    private static Clock clock() {
        return Clock.system(ZoneId.systemDefault());
    }

    private static OsPlugin tinMan(
            Invocation invocation, Settings settings, ProcessRunner runner, EngineReader engine)
            throws BuildException {
        return new TinMan(
                new ImageFactory(surroundings(invocation)),
                resolver(invocation, engine),
                runner,
                new ContentDownload(invocation.variables(), NetbootLimits.DEFAULT),
                settings.isGiven(Setting.TIMEOUT)
                        ? Optional.of(Duration.ofSeconds(settings.number(Setting.TIMEOUT)))
                        : Optional.empty());
    }

    private static TemplateResolver resolver(Invocation invocation, EngineReader engine)
            throws BuildException {
        Host host =
                new Host(
                        invocation.home(),
                        invocation.isRoot(),
                        invocation.workingDirectory(),
                        () -> LocalDate.now(ZoneId.systemDefault()),
                        engine);
        return new TemplateResolver(
                Configuration.load(
                        Optional.ofNullable(invocation.variables().get(CONFIG_VARIABLE)), host),
                host);
    }

    private static Surroundings surroundings(Invocation invocation) {
        return new Surroundings(
                invocation.variables(),
                invocation.temporaryFolder(),
                EngineChoice.factory(
                        invocation.variables(),
                        invocation.temporaryFolder(),
                        invocation.arch(),
                        invocation.isRoot(),
                        invocation.workingDirectory()),
                clock(),
                CommandTree.PROGRAM + " " + Version.text());
    }

    private static CloudSettings clouds(Settings settings) {
        return new CloudSettings(
                settings.text(Setting.OPENSTACK_IMAGE_FORMAT),
                settings.text(Setting.RHEVM_IMAGE_FORMAT),
                settings.text(Setting.EC2_IMAGE_FORMAT));
    }
}
