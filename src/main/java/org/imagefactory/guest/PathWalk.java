package org.imagefactory.guest;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.GuestFiles.Found;
import org.imagefactory.tools.DirectoryEntry;

/** Follows one path with its symbolic links, as the guest's kernel would. */
final class PathWalk {

    /** Real systems need three; a loop needs endlessly many. */
    private static final int MOST_LINKS = 16;

    private static final int MOST_PARTS = 256;

    private final GuestFiles files;
    private final Deque<Found> folders = new ArrayDeque<>();
    private final Deque<String> rest = new ArrayDeque<>();
    private int links;

    PathWalk(GuestFiles files) {
        this.files = files;
    }

    Optional<Found> resolve(String path)
            throws IOException, CommandException, InterruptedException {
        push(path);
        while (!rest.isEmpty()) {
            String name = rest.removeFirst();
            if (name.equals("..")) {
                folders.pollLast();
                continue;
            }
            Optional<Found> found = child(name);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            DirectoryEntry entry = found.get().entry();
            if (entry.isLink()) {
                if (!follow(entry)) {
                    return Optional.empty();
                }
            } else if (entry.isDirectory()) {
                folders.addLast(found.get());
            } else {
                return rest.isEmpty() ? found : Optional.empty();
            }
        }
        return Optional.ofNullable(folders.peekLast());
    }

    private Optional<Found> child(String name)
            throws IOException, CommandException, InterruptedException {
        Optional<Found> last = Optional.ofNullable(folders.peekLast());
        long folder = last.map(found -> found.entry().inode()).orElse(GuestFiles.ROOT_INODE);
        String path = last.map(Found::path).orElse("") + "/" + name;
        return files.list(folder).stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .map(entry -> new Found(path, folder, entry));
    }

    private boolean follow(DirectoryEntry link)
            throws IOException, CommandException, InterruptedException {
        links++;
        Optional<String> target = links > MOST_LINKS ? Optional.empty() : files.linkTarget(link);
        target.filter(text -> text.startsWith("/")).ifPresent(text -> folders.clear());
        target.ifPresent(this::push);
        return target.filter(text -> !text.isEmpty()).isPresent() && rest.size() <= MOST_PARTS;
    }

    private void push(String path) {
        List<String> parts =
                Arrays.stream(path.split("/", -1))
                        .filter(part -> !part.isEmpty() && !part.equals("."))
                        .toList();
        for (int i = parts.size() - 1; i >= 0; i--) {
            rest.addFirst(parts.get(i));
        }
    }
}
