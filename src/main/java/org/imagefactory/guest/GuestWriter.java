package org.imagefactory.guest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.GuestFiles.Found;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.ExtFileSystem;
import org.imagefactory.tools.Guestfish;
import org.imagefactory.tools.GuestfishScript;

/**
 * Puts small files of this program's into a guest's file system while no machine runs. They belong
 * to root, and have the label that SELinux wants, which would otherwise be missing.
 */
public final class GuestWriter {

    private static final String DOING = "writing to the root file system";

    private final Debugfs debugfs;
    private final Guestfish guestfish;

    public GuestWriter(Debugfs debugfs, Guestfish guestfish) {
        this.debugfs = debugfs;
        this.guestfish = guestfish;
    }

    /**
     * @param files whose content lies in the folder of the image
     * @throws ImageCheckException the file system does not take them
     */
    public void write(InstalledDisk disk, Map<NewFile, Path> files, List<NewLink> links)
            throws BuildException, InterruptedException {
        if (disk.copy().isPresent()) {
            inAppliance(disk, files, links);
            return;
        }
        ExtFileSystem target = disk.locate(disk.root());
        try {
            List<String> errors = debugfs.change(target, requests(target, files, links)).errors();
            if (!errors.isEmpty()) {
                throw new ImageCheckException(
                        "%s: %s".formatted(DOING, String.join("\n", errors)), "");
            }
        } catch (IOException e) {
            throw DiskFailures.io(DOING, target.folder(), e);
        } catch (CommandException e) {
            throw DiskFailures.command(DOING, target.folder(), e);
        }
    }

    private List<String> requests(
            ExtFileSystem target, Map<NewFile, Path> files, List<NewLink> links)
            throws IOException, CommandException, BuildException, InterruptedException {
        GuestFiles guest = new GuestFiles(debugfs, target);
        List<String> requests = new ArrayList<>();
        for (NewFile file : files.keySet()) {
            requests.add(Debugfs.enter(folder(guest, file.folder())));
            requests.add(Debugfs.write(files.get(file), file.name()));
            requests.add(Debugfs.setMode(file.name(), "010" + file.mode()));
            requests.add(Debugfs.setLabel(file.name(), file.label()));
        }
        for (NewLink link : links) {
            Path path = Path.of(link.folder());
            Optional<Found> there = guest.resolve(link.folder());
            if (there.isPresent()) {
                requests.add(Debugfs.enter(there.get().entry().inode()));
            } else {
                String name = String.valueOf(path.getFileName());
                requests.add(Debugfs.enter(folder(guest, String.valueOf(path.getParent()))));
                requests.add(Debugfs.makeFolder(name));
                requests.add(Debugfs.enter(name));
            }
            requests.add(Debugfs.link(link.name(), link.target()));
        }
        return requests;
    }

    private static long folder(GuestFiles guest, String path)
            throws IOException, CommandException, BuildException, InterruptedException {
        return guest.resolve(path)
                .map(Found::entry)
                .filter(entry -> entry.isDirectory())
                .orElseThrow(
                        () ->
                                new ImageCheckException(
                                        "the installed system has no folder " + path, ""))
                .inode();
    }

    private void inAppliance(InstalledDisk disk, Map<NewFile, Path> files, List<NewLink> links)
            throws BuildException, InterruptedException {
        RootPlaces.Place root = RootPlaces.find(guestfish, disk.image(), disk.root());
        GuestfishScript script = root.device().mount(GuestfishScript.changing(disk.image()), true);
        for (NewFile file : files.keySet()) {
            String path = root.path() + file.folder() + "/" + file.name();
            script.then("upload", String.valueOf(files.get(file).getFileName()), path);
            script.then("chmod", file.mode(), path);
            String label = file.label();
            script.then(
                    "setxattr", "security.selinux", label, String.valueOf(label.length()), path);
        }
        for (NewLink link : links) {
            script.then("mkdir-p", root.path() + link.folder());
            script.then("ln-s", link.target(), root.path() + link.folder() + "/" + link.name());
        }
        guestfish.run(DOING, root.device().unmount(script));
    }
}
