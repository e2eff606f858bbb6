package org.imagefactory.netboot;

import java.nio.file.Path;
import java.util.List;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;

/** Another process that uses the same cache. */
public final class CacheMain {

    private CacheMain() {}

    /** Arguments: folder of the cache, own folder, URL of the kernel, URL of the initrd. */
    public static void main(String[] args) throws Exception {
        List<String> arguments = List.of(args);
        CacheFixture own = new CacheFixture(Path.of(arguments.get(1)));
        new NetbootCache(new TestRunner(), own.environment, CacheFixture.FAST, own.clock)
                .provide(
                        new NetbootRequest(
                                List.of(
                                        new Mirror(
                                                new InstallerSource.KernelAndInitrd(
                                                        SourceUri.parse(arguments.get(2)),
                                                        SourceUri.parse(arguments.get(3))),
                                                Verification.NONE)),
                                Path.of(arguments.get(0)),
                                own.shared,
                                CacheFixture.NORMAL,
                                own.targets),
                        event -> {
                            if (event instanceof BuildEvent.Note note) {
                                System.out.println(note.text());
                            }
                        },
                        own.facts);
    }
}
