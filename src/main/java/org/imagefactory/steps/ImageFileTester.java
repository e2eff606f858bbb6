package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.imagefactory.disk.ImageFormat;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.files.FolderTree;
import org.imagefactory.files.KilledProcesses;
import org.imagefactory.machine.BootTestMachine;
import org.imagefactory.machine.Engine;
import org.imagefactory.machine.MachineException;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.report.BootResult;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.BootCheck;
import org.imagefactory.spec.BootTest;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.FileSpec;
import org.imagefactory.spec.Machine;
import org.imagefactory.tools.DiskFailures;

/**
 * Boot test of any image file, in a folder of its own among the temporary files. Several may run at
 * once, of the same file, too.
 */
public final class ImageFileTester {

    /** Others may pass through: the hypervisor may run as another user. */
    private static final String FOLDER_MODE = "rwx--x--x";

    private static final String PREFIX = "image-factory-";

    /** Folders of tests have it behind the other one; the machine has the same name. */
    private static final String TEST = "test-";

    private final Engine engine;
    private final Path temporaryFolder;
    private final LongSupplier nanoTime;

    /**
     * @param engine runs the machine
     * @param temporaryFolder gets everything that the test writes; its path must be short
     * @param nanoTime a clock that never jumps, in nanoseconds
     */
    public ImageFileTester(Engine engine, Path temporaryFolder, LongSupplier nanoTime) {
        this.engine = engine;
        this.temporaryFolder = temporaryFolder;
        this.nanoTime = nanoTime;
    }

    /** What the identity and the content of a file show by. */
    private record Stamp(Object inode, long size, FileTime modified) {

        static Stamp of(Path file) throws IOException {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    Files.getAttribute(file, "unix:ino"), now.size(), now.lastModifiedTime());
        }
    }

    /**
     * @param image need only be readable
     * @throws BuildException the image did not prove that it boots, or cannot be tested here
     */
    public BootResult run(FileSpec spec, Path image, BuildListener listener)
            throws BuildException, InterruptedException {
        CleanupStack cleanup = new CleanupStack();
        boolean passed = false;
        try {
            Path file = image.toRealPath();
            if (!Files.isRegularFile(file)) {
                throw new HostException(image + " is not a file", "");
            }
            DiskFormat format = ImageFormat.of(file);
            Stamp before = Stamp.of(file);
            removeOlder(spec.machine(), listener);
            BootSubject subject = subject(spec, file, format, cleanup);
            BootResult result =
                    new BootTester(engine, nanoTime).run(subject, listener, (machine, undos) -> {});
            if (!Stamp.of(file).equals(before)) {
                throw new ImageCheckException(
                        image + " was changed while it was tested", "does a program write to it?");
            }
            passed = true;
            return result;
        } catch (IOException e) {
            throw DiskFailures.io("testing " + image, temporaryFolder, e);
        } finally {
            cleanup.unwind(passed, listener::warning);
        }
    }

    private BootSubject subject(FileSpec spec, Path image, DiskFormat format, CleanupStack cleanup)
            throws IOException {
        String key = KilledProcesses.name(TEST) + UUID.randomUUID().toString().substring(0, 8);
        Path folder = Files.createDirectory(temporaryFolder.resolve(PREFIX + key));
        cleanup.always("remove " + folder, () -> FolderTree.delete(folder));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(FOLDER_MODE));
        BootCheck check = spec.proofs().boot();
        BootTest proof = check.proof() == BootTest.NO ? BootTest.AUTO : check.proof();
        BootTestMachine definition =
                new BootTestMachine(
                        PREFIX + key,
                        key,
                        spec.machine(),
                        false,
                        folder,
                        GuestClock.most(check.timeout()),
                        image,
                        format);
        return new BootSubject(
                definition,
                new BootCheck(proof, check.timeout()),
                AgentPresence.UNKNOWN,
                folder.resolve("console.log"));
    }

    /** Removes what killed tests of the same user left. */
    private void removeOlder(Machine machine, BuildListener listener)
            throws IOException, InterruptedException {
        try {
            for (Path left : KilledProcesses.folders(temporaryFolder, PREFIX + TEST)) {
                String name = String.valueOf(left.getFileName());
                engine.remove(machine, name, name.substring(PREFIX.length()));
                FolderTree.delete(left);
            }
        } catch (MachineException e) {
            listener.warning("cannot remove what a killed test left: " + e.getMessage());
        }
    }
}
