package org.imagefactory.freshness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.FileReason;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.FileFact;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.results.ResultKind;

/**
 * Whether the files of a build are still what it published. Their digests would take longer to
 * compute than may be spent on a build that is not needed: length and time of change have to do.
 */
public final class Outputs {

    private static final String MODIFIED = "modified ";

    private Outputs() {}

    /**
     * When the files were changed last, to be remembered among the values of the build. Nothing of
     * a file that a command of the user has taken away already.
     *
     * @param folder that they lie in
     * @param listener hears why there is nothing of a file
     */
    public static Map<String, String> modified(
            Path folder, List<FileFact> files, BuildListener listener) {
        Map<String, String> times = new LinkedHashMap<>();
        for (FileFact file : files) {
            try {
                times.put(MODIFIED + file.name(), time(folder.resolve(file.name())));
            } catch (IOException e) {
                listener.detail("nothing to remember of " + file.name(), e);
            }
        }
        return times;
    }

    /** What is not as the build left it. */
    static List<Change> changes(Path folder, BuildRecord build) {
        List<Change> changes = new ArrayList<>();
        for (FileFact file : build.outputs()) {
            if (!DocumentKind.changesLater(file.name())) {
                String modified = build.values().getOrDefault(MODIFIED + file.name(), "");
                look(folder, file, modified, changes);
            }
        }
        return changes;
    }

    private static void look(Path folder, FileFact file, String modified, List<Change> changes) {
        Path path = folder.resolve(file.name());
        String what = isImage(file.name()) ? "image file " : "file ";
        Path checksum = folder.resolve(file.name() + ".sha256sum");
        try {
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                changes.add(new Change(what + file.name(), Change.Kind.GONE, ""));
            } else if (Files.size(path) != file.sizeBytes() || !time(path).equals(modified)) {
                changes.add(
                        new Change(
                                what + file.name(),
                                Change.Kind.CHANGED,
                                "it is not as it was published"));
            }
        } catch (IOException e) {
            changes.add(
                    new Change(what + file.name(), Change.Kind.UNKNOWN, FileReason.withPath(e)));
        }
        if (isImage(file.name()) && !Files.exists(checksum)) {
            changes.add(new Change("file " + checksum.getFileName(), Change.Kind.GONE, ""));
        }
    }

    static boolean isImage(String name) {
        return ResultKind.imageSuffix(name).isPresent();
    }

    private static String time(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toString();
    }
}
