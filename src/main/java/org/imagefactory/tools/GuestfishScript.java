package org.imagefactory.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What guestfish does in one run of its appliance, a small virtual machine with the disks attached:
 * {@code /dev/sda} is the image, {@code /dev/sdb} a second one. Nothing of a guest's choice may be
 * among the words, only patterns and paths that this program knows.
 */
public final class GuestfishScript {

    /** So no word needs quotes, and none can end a command or start another one. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9/_.,:=@*+-]+");

    private final Path folder;
    private final List<String> disks = new ArrayList<>();
    private final List<String> features = new ArrayList<>();
    private final List<String> work = new ArrayList<>();

    private GuestfishScript(Path image, String access) {
        this.folder = new ExtFileSystem(image, 0).folder();
        add(disks, "add", name(image), "format:raw", access);
    }

    /** Changes go to a throw-away layer: the image stays as it is. */
    public static GuestfishScript reading(Path image) {
        return new GuestfishScript(image, "readonly:true");
    }

    /** Changes the image; what the file system gives back becomes a hole in it. */
    public static GuestfishScript changing(Path image) {
        return new GuestfishScript(image, "discard:besteffort");
    }

    /** Attaches a second disk, a file in the image's folder. */
    public GuestfishScript attach(Path file) {
        add(disks, "add", name(file), "format:raw");
        return this;
    }

    /**
     * Gives up before anything is done if the appliance has not got this.
     *
     * @param feature libguestfs' name of a group of commands: {@code xfs}, {@code btrfs}
     */
    public GuestfishScript needing(String feature) {
        if (!features.contains("available " + feature)) {
            add(features, "available", feature);
        }
        return this;
    }

    /** Appends a command. */
    public GuestfishScript then(String... words) {
        add(work, words);
        return this;
    }

    /** The folder of the image. */
    Path folder() {
        return folder;
    }

    /**
     * The whole script, a command on each line.
     *
     * @param mark printed between what depends on this host and what depends on the image
     */
    String text(String mark) {
        List<String> lines = new ArrayList<>(disks);
        lines.add("run");
        lines.addAll(features);
        lines.add("echo " + mark);
        lines.addAll(work);
        return String.join("\n", lines) + "\n";
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static void add(List<String> lines, String... words) {
        for (String word : words) {
            if (!WORD.matcher(word).matches()) {
                throw new IllegalArgumentException("not a plain word: " + word);
            }
        }
        lines.add(String.join(" ", words));
    }
}
