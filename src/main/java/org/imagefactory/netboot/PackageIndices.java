package org.imagefactory.netboot;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.file.DiskErrors;
import org.imagefactory.netboot.file.FileDigest;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.netboot.file.UserInfo;
import org.imagefactory.netboot.verify.ReleaseFile;
import org.imagefactory.netboot.verify.VerificationException;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.imagefactory.tools.DiskFailures;

/**
 * Looks packages up in the indices of Debian archives: those that a signed {@code InRelease} lists,
 * whether it has expired or not. An archive that stands still always has.
 */
public final class PackageIndices {

    /** In the order in which most is found soon. */
    private static final List<String> COMPONENTS =
            List.of(
                    "main",
                    "restricted",
                    "universe",
                    "contrib",
                    "non-free-firmware",
                    "non-free",
                    "multiverse");

    /** What is smaller comes first. */
    private static final Map<String, Program> PACKED =
            Map.of(".xz", Program.XZ, ".gz", Program.GZIP);

    private static final long LARGEST = 2L << 30;

    private final ProcessRunner runner;
    private final SignedFiles files;

    /**
     * One package of one version.
     *
     * @param version with an epoch, unless that is zero
     */
    public record Version(String name, String version, String architecture) {}

    /**
     * @param runner starts rsync, gpgv and what unpacks indices
     * @param environment the environment variables of the program, for proxies and rsync
     */
    public PackageIndices(ProcessRunner runner, Map<String, String> environment) {
        this.runner = runner;
        this.files = new SignedFiles(runner, environment, NetbootLimits.DEFAULT);
    }

    /** Whether the lists are only as good as the way that they come by. */
    public static boolean areUnsigned(Verification verification) {
        return !SignedFiles.asksForSignatures(verification);
    }

    /**
     * Looks into one archive.
     *
     * @param release its {@code InRelease}
     * @param wanted loses what the archive has
     * @param architectures whose indices are looked into
     * @param scratch an empty folder; the caller removes it
     * @return the release file
     * @throws BuildException a list cannot be had, or is not genuine
     */
    public FileFact find(
            SourceUri release,
            Set<Version> wanted,
            Set<String> architectures,
            Verification verification,
            Path scratch,
            BuildListener listener)
            throws BuildException, InterruptedException {
        RemoteFile remote = new RemoteFile(Role.WATCHED, release);
        try {
            Path path = files.fetch(remote, scratch, listener);
            String name = UserInfo.masked(release.text());
            FileFact fact =
                    new FileFact(
                            "archive " + suite(release),
                            UserInfo.removed(release.text()),
                            Files.size(path),
                            FileDigest.of(path).sha256());
            ReleaseFile list =
                    ReleaseFile.parse(name, files.text(release, path, scratch, verification));
            for (String component : COMPONENTS) {
                for (String architecture : architectures) {
                    if (!wanted.isEmpty()) {
                        String index = "%s/binary-%s/Packages".formatted(component, architecture);
                        look(release, list, index, wanted, scratch, listener);
                    }
                }
            }
            return fact;
        } catch (FetchException e) {
            throw MirrorException.of(e, remote).told();
        } catch (VerificationException e) {
            throw new DownloadException(String.valueOf(e.getMessage()), e.advice(), e);
        } catch (CommandException e) {
            if (DiskFailures.isFull(e)) {
                throw DiskFailures.command("unpacking an index of packages", scratch, e);
            }
            throw new DownloadException(
                    "an index of packages cannot be unpacked, or has more than %s: %s"
                            .formatted(new DataSize(LARGEST), e.getMessage()),
                    "use another mirror",
                    e);
        } catch (IOException e) {
            throw DiskErrors.writing(scratch, e);
        }
    }

    /** The folder that the file is in. */
    private static String suite(SourceUri release) {
        String[] parts = release.text().split("/", -1);
        return parts.length < 2 ? "" : parts[parts.length - 2];
    }

    private void look(
            SourceUri release,
            ReleaseFile list,
            String index,
            Set<Version> wanted,
            Path scratch,
            BuildListener listener)
            throws IOException,
                    FetchException,
                    BuildException,
                    CommandException,
                    VerificationException,
                    InterruptedException {
        for (String suffix : List.of(".xz", ".gz", "")) {
            Optional<String> digest = list.digestOf(index + suffix);
            if (digest.isEmpty()) {
                continue;
            }
            String text = release.text();
            String folder = text.substring(0, text.lastIndexOf('/') + 1);
            RemoteFile file =
                    new RemoteFile(Role.CONTENT, SourceUri.parse(folder + index + suffix));
            Path packed = files.fetch(file, scratch, listener);
            String found = FileDigest.of(packed).sha256();
            if (!found.equals(digest.get())) {
                throw VerificationException.mismatch(
                        "%s has the SHA-256 digest %s, but %s says %s"
                                .formatted(
                                        file,
                                        found,
                                        UserInfo.masked(release.text()),
                                        digest.get()));
            }
            Path plain = unpacked(packed, suffix, scratch);
            remove(plain, wanted);
            Files.delete(plain);
            return;
        }
    }

    private Path unpacked(Path packed, String suffix, Path scratch)
            throws IOException, CommandException, InterruptedException {
        Path plain = scratch.resolve("Packages");
        Files.deleteIfExists(plain);
        Path named = scratch.resolve("Packages" + suffix);
        Files.copy(packed, named, StandardCopyOption.REPLACE_EXISTING);
        Program program = PACKED.get(suffix);
        if (program != null) {
            List<String> words =
                    List.of(
                            "--fsize=" + LARGEST,
                            program.command(),
                            "-d",
                            "-f",
                            "-q",
                            named.toString());
            runner.run(Command.of(Program.PRLIMIT, words));
        }
        return plain;
    }

    /** Fields of a paragraph come in any order. */
    private static void remove(Path index, Set<Version> wanted)
            throws IOException, DownloadException {
        if (Files.size(index) > LARGEST) {
            throw new DownloadException(
                    "an index of packages has more than " + new DataSize(LARGEST),
                    "use another mirror");
        }
        try (BufferedReader reader = Files.newBufferedReader(index, StandardCharsets.ISO_8859_1)) {
            String name = "";
            String version = "";
            String architecture = "";
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("Package: ")) {
                    name = line.substring(9).strip();
                } else if (line.startsWith("Version: ")) {
                    version = line.substring(9).strip().replaceFirst("^0:", "");
                } else if (line.startsWith("Architecture: ")) {
                    architecture = line.substring(14).strip();
                } else if (line.isEmpty()) {
                    wanted.remove(new Version(name, version, architecture));
                }
            }
            wanted.remove(new Version(name, version, architecture));
        }
    }
}
