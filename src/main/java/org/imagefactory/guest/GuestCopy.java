package org.imagefactory.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.exec.CommandException;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DirectoryEntry;
import org.imagefactory.tools.ExtFileSystem;

/** Copies whole files out of a guest's file system; none of them passes through memory. */
public final class GuestCopy {

    private final Debugfs debugfs;
    private final ExtFileSystem target;

    public GuestCopy(Debugfs debugfs, ExtFileSystem target) {
        this.debugfs = debugfs;
        this.target = target;
    }

    /**
     * Copies files with one call.
     *
     * @param files regular files, whose sizes the caller found acceptable
     * @param folder in the folder of the image, with a harmless name
     * @param names of the copies, harmless, one for each file
     * @throws IOException a copy could not be written, or is not complete
     */
    public void copy(List<DirectoryEntry> files, Path folder, List<String> names)
            throws IOException, CommandException, InterruptedException {
        List<String> requests = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String name = folder.getFileName() + "/" + names.get(i);
            requests.add(Debugfs.dump(files.get(i).inode(), name));
        }
        List<String> errors = debugfs.ask(target, requests).errors();
        for (int i = 0; i < files.size(); i++) {
            Path copy = folder.resolve(names.get(i));
            long size = Files.exists(copy) ? Files.size(copy) : 0;
            if (!errors.isEmpty() || size != files.get(i).size()) {
                throw new IOException(
                        "copied %d of %d bytes out of the image: %s"
                                .formatted(size, files.get(i).size(), String.join("\n", errors)));
            }
        }
    }
}
