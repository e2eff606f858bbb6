package org.imagefactory.tinman;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.Problem;
import org.imagefactory.files.WholeFile;
import org.imagefactory.netboot.ContentDownload;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.GuestContent;
import org.imagefactory.tdl.TemplateContent;

/**
 * Makes the contents of a template's files and commands ready for a guest: decoded, fetched, in
 * files of this host unless they are short texts.
 */
final class Contents {

    /** What a script of a person has; longer texts need not be in memory as long as a build is. */
    private static final int SHORT = 1 << 16;

    private final ContentDownload download;
    private final Path folder;
    private final boolean localFiles;
    private final BuildListener listener;
    private int files;

    /**
     * @param folder gets the files, for this user alone
     * @param localFiles whether {@code file:} addresses may be followed
     * @param listener hears of downloads
     */
    Contents(ContentDownload download, Path folder, boolean localFiles, BuildListener listener) {
        this.download = download;
        this.folder = folder;
        this.localFiles = localFiles;
        this.listener = listener;
    }

    /**
     * @param place where the template has it, for messages
     */
    GuestContent of(TemplateContent content, String place)
            throws BuildException, InterruptedException {
        if (content.type() == TemplateContent.Type.RAW && content.text().length() <= SHORT) {
            return new GuestContent.Text(content.text());
        }
        try {
            if (content.type() == TemplateContent.Type.URL) {
                return new GuestContent.Stored(at(content.text(), place));
            }
            Path file = next();
            WholeFile.write(file, content.bytes(), WholeFile.PRIVATE);
            return new GuestContent.Stored(file);
        } catch (IOException e) {
            throw new HostException(
                    "cannot write what the template has into " + folder + ": " + e, "", e);
        }
    }

    private Path at(String address, String place)
            throws BuildException, IOException, InterruptedException {
        if (address.toLowerCase(Locale.ROOT).startsWith("file:")) {
            return local(address, place);
        }
        listener.note("%s: fetching %s".formatted(place, address));
        return download.fetch(address, Files.createDirectory(next()), listener);
    }

    private Path local(String address, String place) throws ConfigurationException {
        if (!localFiles) {
            throw wrong(place, "'%s' is a file of this host".formatted(address));
        }
        try {
            Path file = Path.of(URI.create(address).getPath());
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                return file.toAbsolutePath();
            }
        } catch (IllegalArgumentException | NullPointerException e) {
            throw wrong(place, "'%s' is no address of a file".formatted(address));
        }
        throw wrong(place, "'%s' is no file that can be read".formatted(address));
    }

    private static ConfigurationException wrong(String place, String message) {
        return new ConfigurationException(List.of(new Problem(place, message)), "");
    }

    private Path next() {
        files++;
        return folder.resolve("content-" + files);
    }
}
