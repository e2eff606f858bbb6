package org.imagefactory.netboot;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.BuildException;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;

/** Looks at files as a freshness check does: a line for each. */
public final class WatchMain {

    private WatchMain() {}

    /** Arguments: folder of the cache, files. */
    public static void main(String[] args) throws Exception {
        List<String> arguments = List.of(args);
        for (String file : arguments.subList(1, arguments.size())) {
            try {
                String digest =
                        new MirrorWatch(new TestRunner(), Map.of())
                                .look(
                                        SourceUri.parse(file),
                                        Path.of(arguments.get(0)),
                                        CacheFixture.NORMAL,
                                        Verification.NONE,
                                        event -> {});
                System.out.println("digest " + digest);
            } catch (BuildException e) {
                System.out.println("status " + e.exitStatus().code() + " " + e.getMessage());
            }
        }
    }
}
