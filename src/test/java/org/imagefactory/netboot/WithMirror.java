package org.imagefactory.netboot;

import java.nio.file.Path;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A mirror that serves a kernel and an initrd, and a cache that is empty. */
abstract class WithMirror {

    private final byte[] kernel;
    private final byte[] initrd;

    @TempDir Path folder;
    TestMirror mirror;
    CacheFixture fixture;

    WithMirror(byte[] kernel, byte[] initrd) {
        this.kernel = kernel.clone();
        this.initrd = initrd.clone();
    }

    @BeforeEach
    void start() throws Exception {
        mirror = new TestMirror();
        mirror.put("/d/linux", kernel, "\"k1\"");
        mirror.put("/d/initrd.gz", initrd, "\"i1\"");
        fixture = new CacheFixture(folder);
    }

    @AfterEach
    void stop() {
        mirror.close();
    }

    /** What the mirror answers when it has nothing to give. */
    static MockResponse error(int status) {
        return new MockResponse.Builder().code(status).body("<html>sorry</html>").build();
    }
}
