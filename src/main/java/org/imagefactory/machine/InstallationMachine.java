package org.imagefactory.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.Secrets;

/**
 * The machine that a distribution's installer runs in. Its guest must not start a second time: when
 * it reboots, the machine ends.
 *
 * @param boot what it boots
 * @param volumes read-only disks beside the one to install to: the installer's, the answers'
 * @param injected a file that the guest finds in the root of its initrd
 * @param kernelArguments one line; may be empty
 * @param log how the installer tells its log while it runs, if it does
 * @param secrets in the arguments
 * @param disk raw, to install to
 * @param bootTestName of the machine that a killed build of the image may have left beside this one
 */
public record InstallationMachine(
        String name,
        String key,
        Machine machine,
        boolean plainProcessor,
        Path folder,
        Duration limit,
        Boot boot,
        List<Path> volumes,
        Optional<Path> injected,
        String kernelArguments,
        Optional<InstallerLog> log,
        Set<String> secrets,
        Path disk,
        String bootTestName)
        implements MachineDefinition {

    /** Kinds of installers whose systems run on the plainest processor. */
    private static final Set<AnswerFile.Kind> PLAIN =
            Set.of(AnswerFile.Kind.PRESEED, AnswerFile.Kind.AUTOINSTALL);

    /** What a machine boots. */
    public sealed interface Boot {

        /** These two files. */
        record Kernel(Path kernel, Path initrd) implements Boot {}

        /** The kernel and initrd in an installer image, wherever they are. */
        record Image(Path image) implements Boot {}
    }

    public InstallationMachine {
        volumes = List.copyOf(volumes);
        secrets = Set.copyOf(secrets);
    }

    /** The one that an image is installed in. */
    public static InstallationMachine of(ImageSpec spec, Workspace workspace) {
        return of(spec, workspace, Optional.empty());
    }

    /** The same, whose guest is told a word to repeat. */
    public static InstallationMachine of(
            ImageSpec spec, Workspace workspace, Optional<MarkerNonce> nonce) {
        boolean kernelGiven =
                spec.installer() instanceof InstallerSource.KernelAndInitrd
                        || spec.installer().bootPaths().isPresent();
        return new InstallationMachine(
                workspace.domainName(),
                workspace.key(),
                spec.machine(),
                isPlain(spec),
                workspace.staging(),
                spec.limits().installation(),
                kernelGiven
                        ? new Boot.Kernel(workspace.kernel(), workspace.initrd())
                        : new Boot.Image(workspace.installerImage()),
                volumes(spec, workspace),
                spec.answerFile()
                        .filter(answer -> answer.kind().volume().isEmpty())
                        .map(workspace::answerFile),
                kernelArguments(spec, nonce),
                InstallerLog.of(spec.answerFile()),
                Secrets.in(spec.append()),
                workspace.rawDisk(),
                workspace.bootDomainName());
    }

    /** Whether the plainest processor is enough for what is installed. */
    public static boolean isPlain(ImageSpec spec) {
        return spec.answerFile().map(a -> PLAIN.contains(a.kind())).orElse(false);
    }

    /** The installer image whose kernel is booted without it, and the volume with the answers. */
    private static List<Path> volumes(ImageSpec spec, Workspace workspace) {
        List<Path> volumes = new ArrayList<>();
        if (spec.installer().bootPaths().isPresent()) {
            volumes.add(workspace.installerImage());
        }
        if (spec.answerFile().flatMap(answer -> answer.kind().volume()).isPresent()) {
            volumes.add(workspace.seedVolume());
        }
        return volumes;
    }

    /** The answer file's arguments, then the user's: what comes last wins in most installers. */
    private static String kernelArguments(ImageSpec spec, Optional<MarkerNonce> nonce) {
        List<String> all = new ArrayList<>(spec.kernelArguments());
        nonce.map(word -> word.argument(spec.answerFile().map(AnswerFile::kind)))
                .ifPresent(all::add);
        if (!spec.append().isBlank()) {
            all.add(spec.append().strip());
        }
        return String.join(" ", all);
    }
}
