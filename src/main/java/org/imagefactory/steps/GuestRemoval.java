package org.imagefactory.steps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.guest.GuestFiles.Found;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DirectoryEntry;
import org.imagefactory.tools.ExtFileSystem;

/**
 * Plans how to remove files and whole directories from a guest's file system with debugfs, which
 * can only remove one name or one inode at a time.
 *
 * <p>Within a directory that goes as a whole no name needs to be removed: its inodes are given back
 * one by one, by number, and the directory's blocks with the names in them go with it. So no file
 * name of the guest's choice matters, except those directly matched by a pattern. A file that has
 * another name elsewhere keeps its inode and loses links.
 */
final class GuestRemoval {

    private static final Pattern LINKS = Pattern.compile("Links: ([0-9]{1,18}) .*");

    private final Debugfs debugfs;
    private final ExtFileSystem target;
    private final GuestFiles files;

    private final Set<Long> goneDirectories = new LinkedHashSet<>();
    private final Map<Long, Long> goneNames = new LinkedHashMap<>();
    private final Map<Long, Long> goneSubdirectories = new TreeMap<>();

    GuestRemoval(Debugfs debugfs, ExtFileSystem target, GuestFiles files) {
        this.debugfs = debugfs;
        this.target = target;
        this.files = files;
    }

    /** The requests that remove all of the given files, in an order that works in one call. */
    List<String> plan(List<Found> found)
            throws IOException, CommandException, InterruptedException {
        for (Found top : found) {
            if (top.entry().isDirectory()) {
                goneSubdirectories.merge(top.parent(), 1L, Long::sum);
            }
        }
        collect(found.stream().map(Found::entry).toList());
        Set<Long> inodes = new LinkedHashSet<>(goneNames.keySet());
        inodes.addAll(goneSubdirectories.keySet());
        Map<Long, Long> links = links(inodes);

        List<String> requests = new ArrayList<>();
        for (Found top : found) {
            requests.add(Debugfs.enter(top.parent()));
            requests.add(Debugfs.unlink(top.entry()));
        }
        // debugfs must not stand in a directory that goes
        requests.add(Debugfs.enter(2));
        goneNames.forEach(
                (inode, names) ->
                        remove(inode, links.getOrDefault(inode, names) - names, requests));
        goneDirectories.forEach(inode -> remove(inode, 0, requests));
        goneSubdirectories.forEach(
                (inode, count) -> {
                    long now = links.getOrDefault(inode, 1L);
                    // 1 means "too many to count" (ext4's dir_nlink)
                    if (now > count + 1) {
                        requests.add(Debugfs.setLinks(inode, now - count));
                    }
                });
        return requests;
    }

    private static void remove(long inode, long linksLeft, List<String> requests) {
        requests.add(Debugfs.setLinks(inode, Math.max(0, linksLeft)));
        if (linksLeft <= 0) {
            requests.add(Debugfs.kill(inode));
        }
    }

    /** Goes down level by level: one call per level, and a loop of directories ends. */
    private void collect(List<DirectoryEntry> entries)
            throws IOException, CommandException, InterruptedException {
        List<DirectoryEntry> level = entries;
        while (!level.isEmpty()) {
            List<Long> next = new ArrayList<>();
            for (DirectoryEntry entry : level) {
                if (!entry.isDirectory()) {
                    goneNames.merge(entry.inode(), 1L, Long::sum);
                } else if (goneDirectories.add(entry.inode())) {
                    next.add(entry.inode());
                }
            }
            files.load(next);
            level = new ArrayList<>();
            for (long directory : next) {
                level.addAll(files.list(directory));
            }
        }
    }

    private Map<Long, Long> links(Collection<Long> inodes)
            throws IOException, CommandException, InterruptedException {
        List<Long> order = List.copyOf(inodes);
        Debugfs.Reply<String> reply =
                debugfs.ask(target, order.stream().map(Debugfs::stat).toList());
        Map<Long, Long> links = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            OptionalLong count = links(reply.outputs().get(i));
            if (count.isPresent()) {
                links.put(order.get(i), count.getAsLong());
            }
        }
        return links;
    }

    private static OptionalLong links(List<String> stat) {
        for (String line : stat) {
            Matcher matcher = LINKS.matcher(line);
            if (matcher.matches()) {
                return OptionalLong.of(Long.parseLong(matcher.group(1)));
            }
        }
        return OptionalLong.empty();
    }
}
