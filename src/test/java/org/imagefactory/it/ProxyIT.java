package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Installers fetch packages through a caching proxy: two builds cost the mirror one transfer. */
class ProxyIT {

    private static final String PACKAGE = "debian/pool/main/h/hello/hello_2.10-5_amd64.deb";
    private static final int SIZE = 2 << 20;

    @Test
    void twoBuildsDownloadAPackageOnce() throws IOException, InterruptedException {
        Path served = TestHost.shared().newFolder("debian");
        Path deb = served.resolve(PACKAGE);
        Files.createDirectories(deb.getParent());
        byte[] content = new byte[SIZE];
        new Random(1).nextBytes(content);
        Files.write(deb, content);
        try (MiniMirror mirror = new MiniMirror(served, CachingProxy.freePort());
                CachingProxy proxy = new CachingProxy(TestHost.shared().newFolder("proxy"))) {
            // Nothing answers under this name in the guest: the proxy has to fetch it.
            String url = mirror.url(PACKAGE);
            Factory factory = new Factory("network=yes", "url=" + url, "data=1", "deleted=0");
            factory.set("installer-proxy", proxy.uriInGuest());

            Build build = factory.build(0);
            assertThat(build.output()).contains("mirror/http/proxy=" + proxy.uriInGuest());
            assertThat(mirror.bodies()).isEqualTo(1);
            assertThat(sent(proxy)).isEqualTo(1);
            factory.build(0);

            assertThat(mirror.bodies()).isEqualTo(1);
            assertThat(sent(proxy)).isEqualTo(2);
            factory.assertNothingRuns();
        }
    }

    /** How often the proxy sent the whole package; its log has the bytes of each transfer. */
    private static long sent(CachingProxy proxy) throws IOException {
        return proxy.transfers().stream()
                .filter(line -> line.endsWith(PACKAGE))
                .map(line -> line.split("\\|"))
                .filter(fields -> fields[1].equals("O") && Long.parseLong(fields[2]) >= SIZE)
                .count();
    }
}
