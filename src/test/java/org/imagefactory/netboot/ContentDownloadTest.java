package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.imagefactory.error.DownloadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What templates have fetched by FTP. */
@Timeout(60)
class ContentDownloadTest {

    private final byte[] content = new byte[300_000];

    @TempDir private Path folder;

    ContentDownloadTest() {
        new Random(1).nextBytes(content);
    }

    private Path fetch(FtpServer server, String path) throws Exception {
        return new ContentDownload(Map.of(), NetbootLimits.DEFAULT)
                .fetch(server.url(path), folder, event -> {});
    }

    @Test
    void fetchesByFtp() throws Exception {
        try (FtpServer server = new FtpServer(Map.of("/pub/a.bin", content), 1 << 20)) {
            assertThat(fetch(server, "/pub/a.bin")).hasBinaryContent(content);
        }
    }

    @Test
    void isNotContentWithLessThanTheFile() throws Exception {
        try (FtpServer server = new FtpServer(Map.of("/a.bin", content), 1000)) {
            assertThatThrownBy(() -> fetch(server, "/a.bin"))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("ended after 1000 of 300000 bytes");
        }
    }

    @Test
    void namesWhatIsNotThere() throws Exception {
        try (FtpServer server = new FtpServer(Map.of(), 1)) {
            assertThatThrownBy(() -> fetch(server, "/none"))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("/none");
        }
    }
}
