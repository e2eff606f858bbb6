package org.imagefactory.retention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.history.DayName;
import org.imagefactory.report.BuildListener;
import org.imagefactory.results.ResultKind;
import org.imagefactory.spec.ImageName;

/**
 * The symbolic links {@code IMAGE-latest.FORMAT} and {@code IMAGE-latest.FORMAT.sha256sum}. They
 * are relative, so that the folder may be moved or served. The checksum file that the second leads
 * to names the image with its date: who fetches it first, and then the file that it names, has a
 * pair whatever happens in between.
 */
public final class LatestLink {

    private final Path folder;
    private final ImageName image;

    /**
     * @param folder of the images, absolute
     */
    public LatestLink(Path folder, ImageName image) {
        this.folder = folder;
        this.image = image;
    }

    /**
     * Lets the links lead to files of a build, each in one step. Links to images of formats that
     * the build did not make go: they would lead to older and older ones.
     *
     * @param published names of the build's files
     * @param listener hears a warning where something that is no link has the name of one
     * @throws IOException a link cannot be made; the old one is still there
     */
    public void moveTo(Collection<String> published, BuildListener listener) throws IOException {
        for (String suffix : ResultKind.imageSuffixes()) {
            Optional<String> made =
                    published.stream().filter(name -> isOf(name, suffix)).findFirst();
            Path link = link(suffix);
            Path checksumLink = link(ResultKind.checksumOf(suffix));
            if (made.isPresent()) {
                move(link, made.get(), listener);
                move(checksumLink, ResultKind.checksumOf(made.get()), listener);
            } else {
                removeOwn(checksumLink, listener);
                removeOwn(link, listener);
            }
        }
    }

    /**
     * The days of the builds that the links lead to.
     *
     * @throws IOException a link cannot be read
     */
    Set<LocalDate> dates() throws IOException {
        Set<LocalDate> dates = new HashSet<>();
        for (Path link : links()) {
            target(link).ifPresent(name -> dates.add(name.date()));
        }
        return dates;
    }

    private List<Path> links() {
        List<Path> links = new ArrayList<>();
        for (String suffix : ResultKind.imageSuffixes()) {
            links.add(link(suffix));
            links.add(link(ResultKind.checksumOf(suffix)));
        }
        return links;
    }

    private Path link(String suffix) {
        return folder.resolve(image + "-latest." + suffix);
    }

    private boolean isOf(String name, String suffix) {
        return DayName.parse(image.text(), name).filter(n -> n.suffix().equals(suffix)).isPresent();
    }

    /** The file of a build, in the same folder, that a link leads to; empty for all others. */
    private Optional<DayName> target(Path link) throws IOException {
        if (!Files.isSymbolicLink(link)) {
            return Optional.empty();
        }
        Path target = Files.readSymbolicLink(link);
        Path found = folder.resolve(target).normalize();
        return folder.equals(found.getParent())
                ? DayName.parse(image.text(), found.toFile().getName())
                : Optional.empty();
    }

    private void move(Path link, String target, BuildListener listener) throws IOException {
        if (!Files.isSymbolicLink(link) && Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            listener.warning("%s is no symbolic link, so it stays as it is".formatted(link));
            return;
        }
        Path fresh = folder.resolve("." + link.getFileName() + ".new");
        Files.deleteIfExists(fresh); // of a killed build
        Files.createSymbolicLink(fresh, Path.of(target));
        try {
            Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void removeOwn(Path link, BuildListener listener) throws IOException {
        if (target(link).isPresent()) {
            Files.deleteIfExists(link);
            listener.note(
                    "removed the link %s: the newest image has another format".formatted(link));
        }
    }
}
