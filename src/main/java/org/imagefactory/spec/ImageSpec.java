package org.imagefactory.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a build has to know: complete, checked, immutable.
 *
 * @param name becomes part of the file names
 * @param mirrors places that have what the machine boots, the preferred one first; all hold the
 *     same kinds of files, with the same keys to prove them
 * @param installerProxy that the installer fetches packages through
 * @param answerFile what answers the installer's questions; empty where the installer needs none
 * @param system that the installer is to make
 * @param append extra kernel arguments, as the user wrote them; may be empty
 * @param machine that the installation runs in
 * @param disk to install to
 * @param limits that end a hanging installation
 * @param proofs what the image has to prove before it is published
 * @param installerLogs print the installer's logs into the log
 * @param cacheFolder holds a folder per image, and what the downloads of all images share
 * @param downloads when the network is used
 * @param documents published beside the image
 * @param uploads in this order
 * @param postBuild runs last
 * @param upkeep around the builds; makes no difference to the image
 */
public record ImageSpec(
        ImageName name,
        List<Mirror> mirrors,
        Optional<InstallerProxy> installerProxy,
        Optional<AnswerFile> answerFile,
        InstalledSystem system,
        String append,
        Machine machine,
        Disk disk,
        Limits limits,
        Proofs proofs,
        boolean installerLogs,
        Path cacheFolder,
        DownloadPolicy downloads,
        Documents documents,
        List<UploadDestination> uploads,
        Optional<HookCommand> postBuild,
        Upkeep upkeep) {

    /** The values of a template get what the other fields say. */
    public ImageSpec {
        mirrors = List.copyOf(mirrors);
        if (mirrors.isEmpty()) {
            throw new IllegalArgumentException("an image needs something to boot");
        }
        answerFile = answerFile.map(answers -> answers.with(system, machine, disk));
        uploads = List.copyOf(uploads);
    }

    /** The same with another system. */
    public ImageSpec with(InstalledSystem other) {
        return with(other, documents, upkeep);
    }

    /** The same with something else done around its builds. */
    public ImageSpec with(Upkeep other) {
        return with(system, documents, other);
    }

    /** The same with other documents beside it. */
    public ImageSpec with(Documents other) {
        return with(system, other, upkeep);
    }

    /** The same, whose kernel and initrd are where a tree says. */
    public ImageSpec with(InstallationTree tree) {
        List<Mirror> others =
                mirrors.stream()
                        .map(m -> new Mirror(m.installer(), m.verification(), Optional.of(tree)))
                        .toList();
        return with(others, system, documents, upkeep);
    }

    private ImageSpec with(
            InstalledSystem otherSystem, Documents otherDocuments, Upkeep otherUpkeep) {
        return with(mirrors, otherSystem, otherDocuments, otherUpkeep);
    }

    private ImageSpec with(
            List<Mirror> otherMirrors,
            InstalledSystem otherSystem,
            Documents otherDocuments,
            Upkeep otherUpkeep) {
        return new ImageSpec(
                name,
                otherMirrors,
                installerProxy,
                answerFile,
                otherSystem,
                append,
                machine,
                disk,
                limits,
                proofs,
                installerLogs,
                cacheFolder,
                downloads,
                otherDocuments,
                uploads,
                postBuild,
                otherUpkeep);
    }

    /** What makes a difference to the image. */
    public Identity identity() {
        return Identity.of(this);
    }

    /** What nobody may read in logs and documents: passwords, their hashes, and tokens. */
    public Set<String> secrets() {
        return Secrets.in(Secrets.places(this));
    }

    /** What the machine boots, as the preferred mirror names it. */
    public InstallerSource installer() {
        return mirrors.get(0).installer();
    }

    /** What proves that the installer is genuine, with the documents of the preferred mirror. */
    public Verification verification() {
        return mirrors.get(0).verification();
    }

    /** The arguments of the installer's kernel that come before those that the user appends. */
    public List<String> kernelArguments() {
        return kernelArguments(answerFile, installerProxy);
    }

    /** The same, for these parts of a specification. */
    public static List<String> kernelArguments(
            Optional<AnswerFile> answerFile, Optional<InstallerProxy> proxy) {
        return answerFile
                .map(
                        answers ->
                                proxy.map(answers::kernelArguments)
                                        .orElseGet(answers::kernelArguments))
                .orElse(List.of());
    }

    /**
     * What tells that packages have changed, without what is fetched for the installer anyway. The
     * archives of a moment do not change.
     */
    public List<SourceUri> watched() {
        if (proofs.snapshot().isPresent()) {
            return List.of();
        }
        boolean hasRelease = verification().means(installer()) == Verification.Means.RELEASE;
        return upkeep.renewal().watched().stream()
                .filter(uri -> !hasRelease || !verification().release().equals(Optional.of(uri)))
                .toList();
    }

    /** The folder in the cache that belongs to this image alone. */
    public Path imageCache() {
        return cacheFolder.resolve(name.text());
    }
}
