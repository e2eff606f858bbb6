package org.imagefactory.guest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imagefactory.tools.DamagedFileSystemException;

/** Copies some of a file system's files into a new ext4 file system, by itself. */
final class VolumeCopy {

    private static final int DEEPEST = 200;
    private static final int MOST_NAMES = 500_000;

    /** What is copied: a folder has more below it, all of it or what is named. */
    private record Node(int number, Inode inode, Map<String, Node> inside) {}

    private final Volume volume;
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final Map<Integer, Integer> names = new HashMap<>();
    private int last = ExtImage.FIRST - 1;
    private int count;

    private VolumeCopy(Volume volume) {
        this.volume = volume;
    }

    /**
     * @param paths of files and folders, without a slash at the start
     * @param file a new one
     */
    static void write(Volume volume, List<String> paths, Path file) throws IOException {
        VolumeCopy copy = new VolumeCopy(volume);
        Node root = new Node(ExtImage.ROOT, volume.root(), new TreeMap<>());
        copy.numbers.put(root.inode().number(), root.number());
        for (String path : paths) {
            copy.plan(root, List.of(path.split("/", -1)).iterator());
        }
        try (ExtImage image = new ExtImage(file, copy.last)) {
            copy.write(image, root, root.number());
            image.finish();
        }
    }

    /** Up to what a path names, then all below. */
    private void plan(Node above, Iterator<String> path) throws IOException {
        String name = path.next();
        Long number = above.inode().list().get(name);
        if (number == null) {
            return;
        }
        Node node = above.inside().get(name);
        if (node == null) {
            node = node(volume.inode(number));
            above.inside().put(name, node);
        }
        if (!path.hasNext()) {
            below(node, 0);
        } else if (node.inode().isFolder()) {
            plan(node, path);
        }
    }

    private void below(Node node, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new DamagedFileSystemException("its folders are no tree");
        }
        if (!node.inode().isFolder()) {
            return;
        }
        for (Map.Entry<String, Long> entry : node.inode().list().entrySet()) {
            if (!node.inside().containsKey(entry.getKey())) {
                Node inside = node(volume.inode(entry.getValue()));
                node.inside().put(entry.getKey(), inside);
                below(inside, depth + 1);
            }
        }
    }

    private Node node(Inode inode) throws IOException {
        count++;
        Integer known = numbers.get(inode.number());
        if (count > MOST_NAMES || (known != null && inode.isFolder())) {
            throw new DamagedFileSystemException("its folders are no tree");
        }
        int number = known == null ? ++last : known;
        numbers.put(inode.number(), number);
        names.merge(number, 1, Integer::sum);
        return new Node(number, inode, new TreeMap<>());
    }

    private void write(ExtImage image, Node node, int parent) throws IOException {
        Inode inode = node.inode();
        if (inode.isFolder()) {
            Map<String, Integer> inside = new LinkedHashMap<>();
            int folders = 0;
            for (Map.Entry<String, Node> entry : node.inside().entrySet()) {
                inside.put(entry.getKey(), entry.getValue().number());
                folders += entry.getValue().inode().isFolder() ? 1 : 0;
                write(image, entry.getValue(), node.number());
            }
            image.folder(node.number(), parent, inode, inside, folders);
            return;
        }
        // the second name of a file finds none left
        Optional<Integer> all = Optional.ofNullable(names.remove(node.number()));
        if (all.isEmpty()) {
            return;
        }
        if (inode.isLink()) {
            image.link(node.number(), inode);
        } else {
            image.file(node.number(), inode, all.get());
        }
    }
}
