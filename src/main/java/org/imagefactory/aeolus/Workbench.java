package org.imagefactory.aeolus;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.lifecycle.BaseImageImporter;
import org.imagefactory.lifecycle.LifecycleSettings;
import org.imagefactory.lifecycle.TemplateFactory;
import org.imagefactory.lifecycle.callback.CallbackRules;
import org.imagefactory.lifecycle.callback.Callbacks;
import org.imagefactory.lifecycle.callback.Signature;
import org.imagefactory.plugin.Plugins;
import org.imagefactory.store.ImageStore;
import org.imagefactory.tinman.TemplateResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together what images are made with, as the settings say; each part when it is needed. */
public final class Workbench {

    private static final Logger LOG = LoggerFactory.getLogger(Workbench.class);

    private final Invocation invocation;
    private final Settings settings;
    private final PluginSource.Parts parts;

    /** With all that the program itself can make images with. */
    public Workbench(Invocation invocation, Settings settings) {
        this(invocation, settings, Engines::plugins);
    }

    Workbench(Invocation invocation, Settings settings, PluginSource source) {
        this.invocation = invocation;
        this.settings = settings;
        this.parts =
                source.parts(
                        invocation.withTemporaryFolder(resolve(settings.path(Setting.TMPDIR))),
                        settings);
    }

    /** The active plugins. */
    Plugins plugins() throws BuildException {
        Path folder = resolve(settings.path(Setting.PLUGINS));
        return settings.isGiven(Setting.PLUGINS) || Files.isDirectory(folder)
                ? Plugins.load(folder, parts.plugins())
                : Plugins.shipped(parts.plugins());
    }

    /** The store; its folder is made if it is absent. */
    ImageStore store() throws BuildException {
        Path folder = resolve(settings.store());
        try {
            return ImageStore.open(folder, LOG::warn);
        } catch (AccessDeniedException e) {
            throw new HostException(
                    "this user may not use the store " + folder,
                    "name another folder in a file for --config:"
                            + " {\"image_manager_args\": {\"storage_path\": \"DIR\"}}",
                    e);
        } catch (IOException e) {
            throw new HostException(
                    "the store %s cannot be used: %s".formatted(folder, FileReason.of(e)), "", e);
        }
    }

    /** What makes and deletes images. */
    public TemplateFactory factory() throws BuildException {
        return new TemplateFactory(
                store(),
                plugins(),
                new LifecycleSettings(
                        workFolder(),
                        settings.number(Setting.MAX_CONCURRENT_LOCAL_SESSIONS),
                        settings.number(Setting.MAX_CONCURRENT_EC2_SESSIONS),
                        settings.isOn(Setting.TDL_REQUIRE_ROOT_PW)));
    }

    /**
     * Tells those who asked for it what happens to images.
     *
     * @throws BuildException the secret that signs it cannot be read, or is none
     */
    public Callbacks callbacks() throws BuildException {
        return new Callbacks(callbackRules(), LOG::info, LOG::warn);
    }

    private CallbackRules callbackRules() throws BuildException {
        String name = settings.text(Setting.CALLBACK_SECRET);
        boolean everywhere = settings.isOn(Setting.CALLBACK_LINK_LOCAL);
        if (name.isEmpty()) {
            return new CallbackRules(Optional.empty(), everywhere);
        }
        Path file = resolve(Path.of(name));
        try {
            Signature signature = Signature.of(SecretFile.read("secret of callbacks", file));
            return new CallbackRules(Optional.of(signature), everywhere);
        } catch (IllegalArgumentException e) {
            throw SecretFile.fault(file, String.valueOf(e.getMessage()));
        }
    }

    /** Tells what templates come to. */
    TemplateResolver resolver() throws BuildException {
        return parts.resolver().load();
    }

    BaseImageImporter importer() {
        return parts.importer();
    }

    /** The folder may be everybody's, so that each user has an own one in it. */
    private Path workFolder() {
        return resolve(settings.path(Setting.IMGDIR)).resolve("imagefactory-" + invocation.user());
    }

    private Path resolve(Path path) {
        return invocation.workingDirectory().resolve(path);
    }
}
