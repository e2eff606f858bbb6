package org.imagefactory.pipeline;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.imagefactory.results.BuildName;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.results.ResultKind;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.ImageName;

/**
 * Names every file of one build. Work is done in a staging folder, hidden beside the results so
 * that publication is a rename. The staging folder's name depends on the image alone: so one build
 * at a time owns it, and the next build finds what a killed one left.
 *
 * @param name of the build; the names of its results begin with it
 * @param outputFolder absolute; where the results go
 */
public record Workspace(BuildName name, Path outputFolder) {

    public Workspace {
        outputFolder = outputFolder.toAbsolutePath().normalize();
    }

    /** The same for another build of the image. */
    public Workspace of(BuildName other) {
        return new Workspace(other, outputFolder);
    }

    /** What is built. */
    public ImageName image() {
        return name.image();
    }

    /** The start of every result's name. */
    public String baseName() {
        return name.base();
    }

    /** Holds everything half-made; gone at the end of the build. */
    public Path staging() {
        return outputFolder.resolve("." + image() + ".staging");
    }

    /** Locked for as long as a build owns the staging folder. */
    public Path lockFile() {
        return staging().resolve("lock");
    }

    /** Tells how far the build is that owns the staging folder. */
    public Path running() {
        return staging().resolve("running");
    }

    /**
     * Holds what a failed build has done, for one that goes on with it; like the staging folder, it
     * belongs to the image.
     */
    public Path kept() {
        return outputFolder.resolve("." + image() + ".resume");
    }

    /** Names pushes to clouds that have not come to their end; like the others, of the image. */
    public Path pushes() {
        return outputFolder.resolve("." + image() + ".pushes");
    }

    /** The disk that the installer writes to; becomes the raw image. */
    public Path rawDisk() {
        return staged(DiskFormat.RAW);
    }

    /** The image in a format, before publication. */
    public Path staged(DiskFormat format) {
        return document(format.suffix());
    }

    /** The checksum file of the image in a format, before publication. */
    public Path stagedChecksum(DiskFormat format) {
        return stagedChecksum(format.suffix());
    }

    /**
     * The checksum file of an image, before publication.
     *
     * @param suffix of the image, one of {@link ResultKind#imageSuffixes}
     */
    public Path stagedChecksum(String suffix) {
        return checksumOf(document(suffix));
    }

    /** The image in a format under its final name. */
    public Path published(DiskFormat format) {
        return publishedDocument(format.suffix());
    }

    /** The checksum file under its final name. */
    public Path publishedChecksum(DiskFormat format) {
        return publishedChecksum(format.suffix());
    }

    /**
     * The checksum file of an image under its final name.
     *
     * @param suffix of the image
     */
    public Path publishedChecksum(String suffix) {
        return checksumOf(publishedDocument(suffix));
    }

    /**
     * A document about the image, before publication; which there are stands in {@link
     * DocumentKind}.
     *
     * @param suffix what follows the common start of the results' names, without a dot
     */
    public Path document(String suffix) {
        return staging().resolve(baseName() + "." + suffix);
    }

    /** A document about the image, before publication. */
    public Path document(DocumentKind kind) {
        return document(kind.suffix());
    }

    /** A document about the image under its final name. */
    public Path publishedDocument(String suffix) {
        return outputFolder.resolve(baseName() + "." + suffix);
    }

    /** A document about the image under its final name. */
    public Path publishedDocument(DocumentKind kind) {
        return publishedDocument(kind.suffix());
    }

    /** Where a form for a cloud is made; gone when it is. */
    public Path formFolder() {
        return staging().resolve("form");
    }

    /** The installer's kernel that this build boots. */
    public Path kernel() {
        return staging().resolve("linux");
    }

    /** The installer's initrd that this build boots. */
    public Path initrd() {
        return staging().resolve("initrd");
    }

    /** The installer image that this build boots, in place of kernel and initrd. */
    public Path installerImage() {
        return staging().resolve("installer.iso");
    }

    /** Holds the copy of the answer file, whose name is the user's. */
    public Path answerFolder() {
        return staging().resolve("answer");
    }

    /** The copy of the answer file that this build hands to the installer. */
    public Path answerFile(AnswerFile answer) {
        return answerFolder().resolve(answer.name());
    }

    /** The volume with the answers, for an installer that looks for one. */
    public Path seedVolume() {
        return staging().resolve("seed.iso");
    }

    /** A disk with what the installed system is to do with itself; for no other user. */
    public Path customisationDisk() {
        return staging().resolve("customise.disk");
    }

    /** Everything that the system wrote to its serial console while it customised itself. */
    public Path customisationConsoleLog() {
        return staging().resolve("customise.console.log");
    }

    /** Everything that the guest wrote to its serial console. */
    public Path consoleLog() {
        return staging().resolve("console.log");
    }

    /** What the installer told of its own log. */
    public Path installerLog() {
        return staging().resolve("installer.log");
    }

    /** The console log under its final name; kept of failed builds too. */
    public Path publishedConsoleLog() {
        return publishedDocument(ResultKind.CONSOLE_LOG_SUFFIX);
    }

    /** Holds what was collected about a failure, for no other user; packed at the end. */
    public Path evidence() {
        return staging().resolve("evidence");
    }

    /** The evidence of a failed installation or boot test, in one archive, before publication. */
    public Path stagedFailureBundle() {
        return staging().resolve(failureBundle().getFileName());
    }

    /** The evidence under its final name. */
    public Path failureBundle() {
        return publishedDocument(ResultKind.FAILURE_BUNDLE_SUFFIX);
    }

    /**
     * Holds the throw-away disk of the boot test; nothing else, so that libvirt can be given it.
     */
    public Path bootFolder() {
        return staging().resolve("boot");
    }

    /** Everything that the finished image wrote to its serial console in the boot test. */
    public Path bootConsoleLog() {
        return staging().resolve("boot.console.log");
    }

    /** The boot test's console log under its final name; kept of failed builds only. */
    public Path publishedBootConsoleLog() {
        return publishedDocument(ResultKind.BOOT_CONSOLE_LOG_SUFFIX);
    }

    /** The report of the build, for failures too. */
    public Path reportFile() {
        return publishedDocument(ResultKind.REPORT_SUFFIX);
    }

    /** Eight digits: the same for every build that uses this staging folder, others for others. */
    public String key() {
        return UUID.nameUUIDFromBytes(staging().toString().getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }

    /** Name of the virtual machine; like the key, it belongs to the staging folder. */
    public String domainName() {
        return "image-factory-" + image() + "-" + key();
    }

    /** Name of the virtual machine that boots the finished image. */
    public String bootDomainName() {
        return domainName() + "-boot";
    }

    private static Path checksumOf(Path file) {
        return file.resolveSibling(file.getFileName() + ResultKind.CHECKSUM_SUFFIX);
    }
}
