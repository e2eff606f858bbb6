package org.imagefactory.tools;

import java.util.List;
import org.imagefactory.exec.OutputListener.Stream;
import org.imagefactory.fuzz.Targets;

/** Entries for the fuzzer. */
public final class ToolTargets {

    private static final String REQUEST = Debugfs.list(2);

    private ToolTargets() {}

    public static void debugfs(byte[] bytes) {
        DebugfsAnswers<DirectoryEntry> answers =
                new DebugfsAnswers<>(List.of(REQUEST), DirectoryEntry::parse, 1 << 20);
        answers.line(Stream.OUT, "debugfs: " + REQUEST);
        Targets.text(bytes).lines().forEach(line -> answers.line(Stream.OUT, line));
        for (DirectoryEntry entry : answers.outputs().get(0)) {
            Debugfs.unlink(entry);
            Debugfs.canName(entry);
        }
    }

    public static void dumpe2fs(byte[] bytes) {
        Dumpe2fs.Parser parser = new Dumpe2fs.Parser((first, last) -> {});
        Targets.text(bytes).lines().forEach(parser::line);
        parser.finish();
    }

    public static void qemuInfo(byte[] bytes) {
        ImageInfo.parse(Targets.text(bytes));
    }
}
