package org.imagefactory.tools;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;

/** xorriso: makes and reads ISO 9660 images without mounting them. */
public final class Xorriso {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final ProcessRunner runner;

    public Xorriso(ProcessRunner runner) {
        this.runner = runner;
    }

    /**
     * Makes a small volume, with Joliet and Rock Ridge names.
     *
     * @param image file to make
     * @param label of the volume
     * @param files by their names in the root of the volume
     */
    public static Command volume(Path image, String label, Map<String, Path> files) {
        List<String> arguments = new ArrayList<>(List.of("-as", "mkisofs", "-quiet", "-o"));
        arguments.addAll(List.of(image.toString(), "-J", "-r", "-V", label, "-graft-points"));
        files.forEach((name, file) -> arguments.add(name + "=" + graft(file)));
        return Command.of(Program.XORRISO, arguments).within(LIMIT);
    }

    /**
     * Takes files out of an image.
     *
     * @param image is only read
     * @param files where they go, by their paths in the image
     */
    public static Command extract(Path image, Map<String, Path> files) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-report_about", "SORRY", "-osirrox", "on", "-indev"));
        arguments.add(image.toString());
        files.forEach(
                (path, target) ->
                        arguments.addAll(List.of("-extract", "/" + path, target.toString())));
        return Command.of(Program.XORRISO, arguments).within(LIMIT);
    }

    /** Runs one of them. */
    public void run(Command command) throws CommandException, InterruptedException {
        runner.run(command);
    }

    /** A path behind the equals sign has its own escapes. */
    private static String graft(Path file) {
        return file.toString().replace("\\", "\\\\").replace("=", "\\=");
    }
}
