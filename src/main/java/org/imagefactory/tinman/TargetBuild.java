package org.imagefactory.tinman;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.ImageFactory;
import org.imagefactory.disk.ImageFormat;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.error.Problem;
import org.imagefactory.plugin.CloudContent;
import org.imagefactory.plugin.TargetImageJob;
import org.imagefactory.spec.Customisation;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Fit;
import org.imagefactory.spec.GuestCommand;
import org.imagefactory.spec.GuestContent;
import org.imagefactory.spec.GuestFile;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Refit;
import org.imagefactory.tdl.InvalidTemplateException;
import org.imagefactory.tdl.TargetContent;
import org.imagefactory.tdl.TemplateOs;

/**
 * Makes a copy of one base image for a cloud: without what belongs to the machine that it was made
 * on, with the cloud's name, and with what cloud plugin and administrator want in it. The copy is a
 * raw disk; the cloud plugin gives it its form.
 */
final class TargetBuild {

    private static final int LONGEST_CONTENT = 1 << 20;

    private final ImageFactory factory;
    private final TemplateResolver resolver;
    private final ImageFiles files;
    private final Path targetContent;
    private final TargetImageJob job;

    /**
     * @param targetContent what an administrator adds to target images; need not exist
     */
    TargetBuild(
            ImageFactory factory,
            TemplateResolver resolver,
            ImageFiles files,
            Path targetContent,
            TargetImageJob job) {
        this.factory = factory;
        this.resolver = resolver;
        this.files = files;
        this.targetContent = targetContent;
        this.job = job;
    }

    void run(CloudContent content) throws BuildException, InterruptedException {
        Customisation wanted = customisation(content);
        Optional<ImageSpec> customised =
                wanted.isNeeded() ? Optional.of(spec(wanted)) : Optional.empty();
        Refit refit = new Refit(job.baseBody().toAbsolutePath(), format(), fit(), customised);
        Path output = job.folder().resolve(BaseBuild.OUTPUT);
        try {
            Files.createDirectories(output);
        } catch (IOException e) {
            throw new HostException("cannot work in %s: %s".formatted(output, e), "", e);
        }
        StepProgress progress = new StepProgress(job, factory.refitPlan(refit, output));
        files.move(factory.refit(refit, output, progress), job.body());
    }

    /** The same for every cloud. */
    private Fit fit() {
        return new Fit(
                List.of(
                        "/etc/udev/rules.d/70-persistent-net.rules",
                        "/etc/udev/rules.d/75-persistent-net-generator.rules"),
                Map.of("/etc/sysconfig/network-scripts/ifcfg-*", "HWADDR"),
                Map.of("/etc/sysconfig/cloud-info", "CLOUD_TYPE=\"%s\"\n".formatted(job.target())));
    }

    private DiskFormat format() throws BuildException {
        try {
            return ImageFormat.of(job.baseBody());
        } catch (IOException e) {
            throw new HostException("cannot read the base image: " + e, "", e);
        }
    }

    private ImageSpec spec(Customisation wanted) throws ConfigurationException {
        ImageSpec spec = resolver.finished(job.template());
        return spec.with(spec.system().with(wanted));
    }

    private Customisation customisation(CloudContent content) throws BuildException {
        TemplateOs os = job.template().os();
        Optional<TargetContent.Include> include =
                targetContent().include(job.target(), os.name(), os.version(), os.arch());
        String place = "target " + job.target();
        List<GuestFile> contents = new ArrayList<>();
        content.files()
                .forEach(
                        (path, text) ->
                                contents.add(
                                        new GuestFile(path, new GuestContent.Text(text), place)));
        List<GuestCommand> commands =
                content.commands().stream()
                        .map(
                                text ->
                                        new GuestCommand(
                                                place,
                                                new GuestContent.Text(text),
                                                "",
                                                GuestCommand.USUAL_LIMIT))
                        .toList();
        return new Customisation(
                include.map(TargetContent.Include::repositories).orElse(List.of()).stream()
                        .map(CustomisationReader::repository)
                        .toList(),
                List.of(),
                include.map(TargetContent.Include::packages).orElse(List.of()),
                contents,
                commands,
                Optional.empty(),
                Customisation.USUAL_LIMIT);
    }

    private TargetContent targetContent() throws BuildException {
        try (InputStream in = Files.newInputStream(targetContent)) {
            byte[] text = in.readNBytes(LONGEST_CONTENT + 1);
            if (text.length > LONGEST_CONTENT) {
                throw wrong("it has more than %d bytes".formatted(LONGEST_CONTENT));
            }
            return TargetContent.read(text);
        } catch (NoSuchFileException e) {
            return TargetContent.NONE;
        } catch (IOException e) {
            throw wrong("it cannot be read: " + FileReason.of(e));
        } catch (InvalidTemplateException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private ConfigurationException wrong(String message) {
        return new ConfigurationException(
                List.of(new Problem(targetContent.toString(), message)), "");
    }
}
