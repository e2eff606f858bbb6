package org.imagefactory.steps;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.guest.GuestFiles.Found;
import org.imagefactory.guest.GuestWriter;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.guest.NewFile;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.Fit;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.DiskTools;

/** Changes files of a finished system on its disk. */
final class FitStep implements Step {

    private static final String DOING = "changing files of the system";
    private static final String MODE = "0644";

    /** What SELinux calls settings, and those of the network. */
    private static final String LABEL = "system_u:object_r:etc_t:s0";

    private static final String NETWORK = "/etc/sysconfig/network-scripts";
    private static final String NETWORK_LABEL = "system_u:object_r:net_conf_t:s0";

    private static final int LONGEST = 64 << 10;

    /** debugfs and the appliance take such a name for nothing else. */
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9._/-]+");

    private final Workspace workspace;
    private final Fit fit;
    private final DiskTools tools;

    FitStep(Workspace workspace, Fit fit, DiskTools tools) {
        this.workspace = workspace;
        this.fit = fit;
        this.tools = tools;
    }

    @Override
    public String name() {
        return "fit";
    }

    @Override
    public String description() {
        return "fit the files of the system";
    }

    @Override
    public List<String> preview() {
        List<String> lines = new ArrayList<>();
        fit.removed().forEach(pattern -> lines.add("remove " + pattern));
        fit.withoutLines()
                .forEach((p, start) -> lines.add("remove %s… from %s".formatted(start, p)));
        fit.written().keySet().forEach(path -> lines.add("write " + path));
        return lines;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        InstalledDisk disk =
                new DiskReader(tools.debugfs(), tools.guestfish())
                        .read(workspace.rawDisk(), false, context.listener()::note);
        try {
            GuestFiles files = new GuestFiles(tools.debugfs(), disk.locate(disk.root()));
            Map<String, String> texts = shortened(files);
            for (Map.Entry<String, String> file : fit.written().entrySet()) {
                if (files.find(folder(file.getKey())).stream()
                        .anyMatch(found -> found.entry().isDirectory())) {
                    texts.put(file.getKey(), file.getValue());
                }
            }
            List<String> removed = new ArrayList<>(fit.removed());
            removed.addAll(texts.keySet());
            FileRemoval removal = new FileRemoval(tools, workspace);
            boolean changed = removal.remove(disk, removed, event -> {});
            write(disk, texts);
            if (disk.copy().isEmpty() && (changed || !texts.isEmpty())) {
                removal.repair(disk.locate(disk.root()));
            }
            DiskReader.forget(workspace.rawDisk());
            texts.keySet().forEach(path -> context.listener().note("wrote " + path));
        } catch (IOException e) {
            throw DiskFailures.io(DOING, workspace.staging(), e);
        } catch (CommandException e) {
            throw DiskFailures.command(DOING, workspace.staging(), e);
        }
    }

    /** Texts of the files that have such lines, without them. */
    private Map<String, String> shortened(GuestFiles files)
            throws IOException, CommandException, InterruptedException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, String> wanted : fit.withoutLines().entrySet()) {
            for (Found found : files.find(wanted.getKey())) {
                if (!PLAIN.matcher(found.path()).matches() || !found.entry().isRegularFile()) {
                    continue;
                }
                Optional<String> text =
                        files.read(found.path(), LONGEST)
                                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
                if (text.isPresent() && text.get().lines().anyMatch(begins(wanted))) {
                    texts.put(
                            found.path(),
                            text.get()
                                    .lines()
                                    .filter(begins(wanted).negate())
                                    .map(line -> line + "\n")
                                    .collect(Collectors.joining()));
                }
            }
        }
        return texts;
    }

    private static Predicate<String> begins(Map.Entry<String, String> wanted) {
        return line -> line.stripLeading().startsWith(wanted.getValue());
    }

    private void write(InstalledDisk disk, Map<String, String> texts)
            throws IOException, BuildException, InterruptedException {
        Map<NewFile, Path> files = new LinkedHashMap<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path source = workspace.staging().resolve("fit-" + files.size());
            Files.writeString(source, text.getValue(), StandardCharsets.ISO_8859_1);
            String folder = folder(text.getKey());
            files.put(
                    new NewFile(
                            folder,
                            text.getKey().substring(folder.length() + 1),
                            folder.equals(NETWORK) ? NETWORK_LABEL : LABEL,
                            MODE),
                    source);
        }
        if (!files.isEmpty()) {
            new GuestWriter(tools.debugfs(), tools.guestfish()).write(disk, files, List.of());
        }
        for (Path source : files.values()) {
            Files.delete(source);
        }
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }
}
