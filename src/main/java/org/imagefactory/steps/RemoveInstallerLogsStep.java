package org.imagefactory.steps;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.guest.GuestFiles.Found;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.guest.InstallerLogs;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Disk;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.DiskTools;
import org.imagefactory.tools.E2fsck;
import org.imagefactory.tools.ExtFileSystem;

/** Prints the installer's logs if that is asked for, and removes them from the image. */
public final class RemoveInstallerLogsStep implements Step {

    /** Larger "logs" are not copied out: a sparse file of a terabyte costs a guest nothing. */
    private static final DataSize MOST_PRINTED = new DataSize(64L << 20);

    private static final String DUMP = "installer-log";

    private final Workspace workspace;
    private final Disk disk;
    private final boolean print;
    private final List<String> removed;
    private final DiskTools tools;

    /**
     * @param print pass the logs to the listener before they are removed
     */
    public RemoveInstallerLogsStep(Workspace workspace, Disk disk, boolean print, DiskTools tools) {
        this(workspace, disk, print, InstallerLogs.REMOVED, tools);
    }

    /**
     * @param removed patterns of everything that is removed
     */
    RemoveInstallerLogsStep(
            Workspace workspace, Disk disk, boolean print, List<String> removed, DiskTools tools) {
        this.workspace = workspace;
        this.disk = disk;
        this.print = print;
        this.removed = List.copyOf(removed);
        this.tools = tools;
    }

    @Override
    public String name() {
        return "remove-installer-logs";
    }

    @Override
    public String description() {
        return print
                ? "print the installer's logs and remove them from the image"
                : "remove the installer's logs from the image";
    }

    @Override
    public List<String> preview() {
        ExtFileSystem target = Preview.target(workspace);
        List<String> lines = new ArrayList<>();
        if (print) {
            lines.add("print " + String.join(" ", InstallerLogs.PRINTED));
        }
        lines.add("remove " + String.join(" ", removed));
        if (disk.root().needsLibguestfs()) {
            lines.add(Preview.ofAppliance(workspace));
            return lines;
        }
        lines.add(Preview.ofTarget(Debugfs.read(target)));
        lines.add(Preview.ofTarget(Debugfs.write(target)));
        lines.add(Preview.ofTarget(E2fsck.repair(target)));
        return lines;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        InstalledDisk installed =
                new DiskReader(tools.debugfs(), tools.guestfish())
                        .read(workspace.rawDisk(), disk.onePartition(), context.listener()::note);
        ExtFileSystem target = installed.locate(installed.root());
        try {
            if (print) {
                print(target, context);
            }
            remove(installed, context);
        } catch (IOException e) {
            throw DiskFailures.io("removing installer logs", workspace.staging(), e);
        } catch (CommandException e) {
            throw DiskFailures.command("removing installer logs", workspace.staging(), e);
        }
    }

    private void print(ExtFileSystem target, StepContext context)
            throws IOException, CommandException, BuildException, InterruptedException {
        GuestFiles files = new GuestFiles(tools.debugfs(), target);
        for (String pattern : InstallerLogs.PRINTED) {
            for (Found found : files.find(pattern)) {
                if (!found.entry().isRegularFile()) {
                    continue;
                }
                if (found.entry().size() > MOST_PRINTED.bytes()) {
                    context.listener()
                            .warning(
                                    "%s is not printed: larger than %s"
                                            .formatted(found.path(), MOST_PRINTED));
                    continue;
                }
                print(target, found, context);
            }
        }
    }

    private void print(ExtFileSystem target, Found found, StepContext context)
            throws IOException, CommandException, BuildException, InterruptedException {
        Path copy = workspace.staging().resolve(DUMP);
        try {
            Debugfs.Reply<String> reply =
                    tools.debugfs().ask(target, List.of(Debugfs.dump(found.entry().inode(), DUMP)));
            if (!reply.errors().isEmpty()) {
                throw new HostException(
                        "reading %s from the image: %s"
                                .formatted(found.path(), String.join("\n", reply.errors())),
                        "");
            }
            try (BufferedReader reader =
                    // decodes what is not UTF-8 to a replacement, where Files' own reader throws
                    new BufferedReader(
                            new InputStreamReader(
                                    Files.newInputStream(copy), StandardCharsets.UTF_8))) {
                reader.lines()
                        .map(line -> new BuildEvent.Output(found.path(), PrintableText.exact(line)))
                        .forEach(context.listener()::on);
            }
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private void remove(InstalledDisk installed, StepContext context)
            throws IOException, CommandException, BuildException, InterruptedException {
        if (!new FileRemoval(tools, workspace).remove(installed, removed, context.listener())) {
            context.listener().note("the installer left no logs in the image");
        }
    }
}
