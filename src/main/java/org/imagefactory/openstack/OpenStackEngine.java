package org.imagefactory.openstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.imagefactory.error.HostException;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.machine.Engine;
import org.imagefactory.machine.ImageKeeper;
import org.imagefactory.machine.InstallationMachine;
import org.imagefactory.machine.MachineDefinition;
import org.imagefactory.machine.MachineException;
import org.imagefactory.machine.VirtualMachine;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.EngineSettings;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Machine;

/** Runs machines as instances of an OpenStack cloud. */
public final class OpenStackEngine implements Engine {

    static final String NAME = "OpenStack";

    private final ProcessRunner runner;
    private final CloudAccess access;

    /**
     * @param runner starts qemu-img
     * @param access is shared by all builds of this program
     */
    public OpenStackEngine(ProcessRunner runner, CloudAccess access) {
        this.runner = runner;
        this.access = access;
    }

    @Override
    public String name(Machine machine) {
        return NAME;
    }

    @Override
    public boolean serves(EngineSettings settings) {
        return settings instanceof OpenStackSettings;
    }

    @Override
    public List<List<Program>> programs(ImageSpec spec) {
        return List.of(List.of(Program.QEMU_IMG));
    }

    @Override
    public List<Finding> look(ImageSpec spec) {
        List<Finding> findings = new ArrayList<>();
        if (spec.answerFile().flatMap(answer -> answer.kind().volume()).isPresent()) {
            findings.add(
                    Finding.configurationError(
                            "",
                            "an installer that looks for its answers on a volume cannot be run by"
                                    + " engine=openstack",
                            "use a preseed, kickstart or AutoYaST file, or another engine"));
        }
        if (spec.installer().bootPaths().isPresent()) {
            findings.add(
                    Finding.configurationError(
                            "",
                            Field.INSTALLER_IMAGE + " cannot be handed to engine=openstack",
                            "name the installer's files by %s and %s"
                                    .formatted(Field.KERNEL, Field.INITRD)));
        }
        if (spec.machine().mac().isPresent()) {
            findings.add(
                    Finding.warning(
                            Field.HARDWARE_ADDRESS + " has no effect with engine=openstack", ""));
        }
        return findings;
    }

    @Override
    public List<Finding> lookClosely(ImageSpec spec) throws InterruptedException {
        OpenStackSettings settings = OpenStackSettings.of(spec.machine());
        try {
            Cloud cloud = access.cloud(settings.cloud());
            Flavor flavor =
                    Cloud.ask(
                            "choosing a flavor",
                            () ->
                                    new FlavorChoice(true, spec.disk().size().bytes())
                                            .choose(
                                                    cloud.nova().flavors(),
                                                    settings.flavor(),
                                                    spec.machine()));
            Cloud.ask("choosing a network", () -> cloud.neutron().network(settings.network()));
            return List.of(
                    Finding.ok(
                            "OpenStack: project %s, flavor %s"
                                    .formatted(cloud.session().project(), flavor)));
        } catch (HostException e) {
            return List.of(
                    Finding.hostError(String.valueOf(e.getMessage()), e.advice().orElse("")));
        }
    }

    @Override
    public List<String> preview(MachineDefinition definition) {
        OpenStackSettings settings = OpenStackSettings.of(definition.machine());
        List<String> lines = new ArrayList<>();
        lines.add(
                "make an instance in %s: flavor %s, network %s"
                        .formatted(
                                settings.cloud().orElse("the cloud of the environment"),
                                settings.flavor().orElse("the smallest that fits"),
                                settings.network().orElse("the only one")));
        if (definition instanceof InstallationMachine machine) {
            lines.add("boot the installer with: " + machine.kernelArguments());
            lines.add("download its disk when it is off");
        }
        return lines;
    }

    @Override
    public VirtualMachine machine(MachineDefinition definition, BuildListener listener) {
        return new Instance(definition, access, mark(definition.name()), runner, listener);
    }

    @Override
    public ImageKeeper keeper(Machine machine) {
        return new KeptImages(access, machine, this::mark);
    }

    @Override
    public void remove(Machine machine, String name, String key)
            throws MachineException, InterruptedException {
        Optional<String> cloud = OpenStackSettings.of(machine).cloud();
        try {
            access.cloud(cloud).remove(mark(name));
            access.cloud(cloud).removeImages(KeptImages.mark(mark(name)));
        } catch (HostException | CloudException | UploadException | IOException e) {
            throw new MachineException(String.valueOf(e.getMessage()), "", false, e);
        }
    }

    /** A tag of Nova's has sixty characters at most. */
    private String mark(String name) {
        return Cloud.MARK
                + UUID.nameUUIDFromBytes(
                        (access.host() + " " + name).getBytes(StandardCharsets.UTF_8));
    }
}
