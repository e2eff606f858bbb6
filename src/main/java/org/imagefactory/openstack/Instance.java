package org.imagefactory.openstack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.console.ConsoleReader;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.json.Json;
import org.imagefactory.machine.Activity;
import org.imagefactory.machine.Clue;
import org.imagefactory.machine.CustomisationMachine;
import org.imagefactory.machine.GuestAgent;
import org.imagefactory.machine.InstallationMachine;
import org.imagefactory.machine.MachineDefinition;
import org.imagefactory.machine.MachineException;
import org.imagefactory.machine.MachineState;
import org.imagefactory.machine.RunningMachine;
import org.imagefactory.machine.VirtualMachine;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.Fact;

/** A machine that is an instance of a cloud, and what is made there for it. */
final class Instance implements VirtualMachine {

    /** After which an instance has a port, even in a cloud that is busy. */
    private static final long PORT_NANOS = 600_000_000_000L;

    private static final long PORT_PAUSE_MILLISECONDS = 2_000;

    private final MachineDefinition definition;
    private final OpenStackSettings settings;
    private final CloudAccess access;
    private final String mark;
    private final ProcessRunner runner;
    private final BuildListener listener;
    private Optional<Cloud> signedIn = Optional.empty();
    private String server = "";
    private Optional<InstanceRun> run = Optional.empty();

    /**
     * @param mark by which all that belongs to it is found
     * @param runner starts qemu-img
     * @param listener is warned
     */
    Instance(
            MachineDefinition definition,
            CloudAccess access,
            String mark,
            ProcessRunner runner,
            BuildListener listener) {
        this.definition = definition;
        this.settings = OpenStackSettings.of(definition.machine());
        this.access = access;
        this.mark = mark;
        this.runner = runner;
        this.listener = listener;
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public Map<Fact, String> facts() {
        return Map.of(Fact.VIRT_TYPE, OpenStackEngine.NAME);
    }

    @Override
    public void acquire(CleanupStack cleanup) throws BuildException, InterruptedException {
        Cloud cloud = access.cloud(settings.cloud());
        signedIn = Optional.of(cloud);
        Cloud.ask(
                "removing what a killed build left in OpenStack",
                () -> {
                    cloud.remove(mark);
                    return mark;
                });
        cleanup.always(
                "delete the instance and the images of %s in OpenStack".formatted(name()),
                () -> cloud.remove(mark, server));
        BootDisk disk = new BootDisk(definition, cloud, mark, runner);
        Flavor flavor =
                Cloud.ask(
                        "choosing a flavor",
                        () ->
                                disk.flavors()
                                        .choose(
                                                cloud.nova().flavors(),
                                                settings.flavor(),
                                                definition.machine()));
        String network =
                Cloud.ask("choosing a network", () -> cloud.neutron().network(settings.network()));
        listener.note("flavor " + flavor);
        String image = Cloud.ask("uploading what the machine boots", disk::upload);
        Creation creation = new Creation(cloud, mark, listener);
        Optional<String> address = takeAddress(creation);
        server =
                Cloud.ask(
                        "making an instance",
                        () -> creation.create(whole(request(image, flavor, network))));
        if (address.isPresent()) {
            Cloud.ask("giving the instance a floating address", () -> give(address.get()));
        }
    }

    /** Before the instance, which would wait for it and take room meanwhile. */
    private Optional<String> takeAddress(Creation creation)
            throws BuildException, InterruptedException {
        if (settings.floatingNetwork().isEmpty()) {
            return Optional.empty();
        }
        Neutron neutron = cloud().neutron();
        String description = FloatingAddress.description(mark, cloud().owner());
        return Optional.of(
                Cloud.ask(
                        "taking a floating address",
                        () -> {
                            String from = neutron.floatingNetwork(settings.floatingNetwork().get());
                            return creation.whenThereIsRoom(
                                    () -> neutron.takeAddress(from, description));
                        }));
    }

    private String give(String address)
            throws CloudException, UploadException, IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!cloud().neutron().giveAddress(address, server)) {
            if (System.nanoTime() - begin > PORT_NANOS) {
                throw new CloudException(0, "the instance has no port yet");
            }
            Thread.sleep(PORT_PAUSE_MILLISECONDS);
        }
        return address;
    }

    private Map<String, Object> whole(Map<String, Object> request)
            throws CloudException, BuildException, IOException, InterruptedException {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("server", request);
        if (settings.serverGroup().isPresent()) {
            String group = cloud().nova().group(settings.serverGroup().get());
            whole.put("os:scheduler_hints", Map.of("group", group));
        }
        return whole;
    }

    private Map<String, Object> request(String image, Flavor flavor, String network) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("name", name());
        request.put("imageRef", image);
        request.put("flavorRef", flavor.id());
        request.put("networks", List.of(Map.of("uuid", network)));
        request.put("metadata", cloud().marks(mark));
        request.put("tags", List.of(mark));
        settings.availabilityZone().ifPresent(zone -> request.put("availability_zone", zone));
        if (!settings.securityGroups().isEmpty()) {
            request.put(
                    "security_groups",
                    settings.securityGroups().stream().map(g -> Map.of("name", g)).toList());
        }
        return request;
    }

    @Override
    public RunningMachine start(ConsoleReader console) {
        InstanceRun begun =
                new InstanceRun(
                        cloud(), server, console, definition instanceof InstallationMachine, mark);
        run = Optional.of(begun);
        return begun;
    }

    /** An instance has no port but its console. */
    @Override
    public RunningMachine start(ConsoleReader console, ConsoleReader port) {
        return start(console);
    }

    @Override
    public Optional<MachineState> state() {
        return run.flatMap(InstanceRun::state);
    }

    private Cloud cloud() {
        return signedIn.orElseThrow();
    }

    /** The cloud tells it to its operators only. */
    @Override
    public Optional<Activity> activity() {
        return Optional.empty();
    }

    @Override
    public Optional<GuestAgent> agent() {
        return Optional.empty();
    }

    @Override
    public void pressPowerButton() throws MachineException, InterruptedException {
        try {
            cloud().nova().stop(server);
        } catch (CloudException | UploadException | IOException e) {
            throw new MachineException(String.valueOf(e.getMessage()), "", true, e);
        }
    }

    @Override
    public Optional<InetSocketAddress> sshAddress() {
        return Optional.empty();
    }

    @Override
    public List<Clue> clues(ProcessRunner limited) {
        List<Clue> clues = new ArrayList<>();
        clues.add(
                new Clue.Text(
                        "read what OpenStack says of the instance",
                        "instance.json",
                        () ->
                                cloud().nova()
                                        .look(server)
                                        .map(found -> Json.indented(found.record()))
                                        .orElse("gone\n")));
        clues.add(
                new Clue.Text(
                        "read what was done with the instance",
                        "instance-actions.json",
                        () -> cloud().nova().actions(server)));
        return clues;
    }

    /** What the machine took in the cloud is given back at once: it counts to the quota. */
    @Override
    public void fetchDisk() throws BuildException, InterruptedException {
        if (definition instanceof InstallationMachine machine) {
            fetch(machine.disk());
        } else if (definition instanceof CustomisationMachine machine) {
            fetch(machine.disk());
        } else {
            throw new HostException("the disk of this machine is not kept", "");
        }
    }

    private void fetch(Path disk) throws BuildException, InterruptedException {
        new Snapshot(cloud(), server, mark, runner, listener)
                .fetch(name(), disk, definition.limit());
        try {
            cloud().remove(mark, server);
        } catch (CloudException | UploadException | IOException e) {
            listener.warning("removing the instance: " + e.getMessage());
        }
    }
}
