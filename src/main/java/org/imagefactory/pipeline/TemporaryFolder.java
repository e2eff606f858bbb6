package org.imagefactory.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.error.HostException;
import org.imagefactory.files.ScratchFolder;

/** {@linkplain ScratchFolder Folders} for temporary files that a clean-up removes. */
public final class TemporaryFolder {

    private TemporaryFolder() {}

    /**
     * @throws HostException there is no such folder
     */
    public static void require(Path parent) throws HostException {
        if (!Files.isDirectory(parent)) {
            throw new HostException(
                    "the temporary folder %s does not exist".formatted(parent),
                    "set TMPDIR to a folder that can be written to");
        }
    }

    /**
     * Makes a folder that only this user may enter.
     *
     * @param parent may be anybody's to write to
     * @param cleanup gets the undo
     * @throws HostException there is no such folder
     * @throws IOException it cannot be written to
     */
    public static Path create(Path parent, CleanupStack cleanup) throws IOException, HostException {
        require(parent);
        ScratchFolder folder = ScratchFolder.in(parent);
        cleanup.always("remove " + folder.path(), folder::close);
        return folder.path();
    }
}
