package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Looks at a page with a real browser, which reaches no network. */
final class Browser {

    /** The page in a frame, which may be narrower than a browser's window. */
    private static final String FRAME =
            """
            <!DOCTYPE html>
            <meta charset="utf-8">
            <script>
            function look(frame) {
              const page = frame.contentDocument, root = page.documentElement;
              const closed = root.scrollWidth;
              page.querySelectorAll('details').forEach(details => details.open = true);
              const icons = [...page.querySelectorAll('svg')].map(s => s.getBoundingClientRect());
              document.title = JSON.stringify({
                width: root.clientWidth,
                closed: closed,
                open: root.scrollWidth,
                background: frame.contentWindow.getComputedStyle(page.body).backgroundColor,
                text: page.body.innerText,
                invisible: icons.filter(box => box.width < 5 || box.height < 5).length,
                scripted: page.documentElement.dataset.scripted || '',
                requests: frame.contentWindow.performance.getEntriesByType('resource')
                    .map(entry => entry.name)
              });
            }
            </script>
            <body><iframe style="border:0;width:%dpx;height:900px" onload="look(this)" srcdoc="%s">
            </iframe></body>
            """;

    private static final int LIMIT_SECONDS = 120;

    private final Path folder;

    /**
     * @param folder empty; for what a browser leaves about
     */
    Browser(Path folder) {
        this.folder = folder;
    }

    /**
     * What the browser makes of a page: {@code width} of the frame, width of the content with all
     * details {@code closed} and {@code open}, {@code background} colour, {@code text} that can be
     * seen, how many pictures are {@code invisible}, and what it {@code requests}.
     */
    Map<String, Object> look(String html, int width, boolean dark)
            throws IOException, InterruptedException {
        Path frame = folder.resolve("frame.html");
        String source = html.replace("&", "&amp;").replace("\"", "&quot;");
        Files.writeString(frame, FRAME.formatted(width, source));
        String dom = run(frame, dark);
        int start = dom.indexOf("<title>");
        int end = dom.indexOf("</title>");
        assertThat(start).as(dom).isPositive();
        String json = dom.substring(start + "<title>".length(), end);
        return JSON.std.mapFrom(
                json.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
    }

    /**
     * A browser without a window.
     *
     * @param folder gets all that it leaves about; its profile is there
     * @param more arguments
     */
    static ProcessBuilder chromium(Path folder, String... more) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                // the kernel shares the processors among sessions
                                "setsid",
                                "chromium",
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--hide-scrollbars",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                // a page that nobody looks at gets less of the processor
                                "--disable-renderer-backgrounding",
                                "--disable-background-timer-throttling",
                                "--disable-backgrounding-occluded-windows",
                                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("TMPDIR", folder.toString());
        return builder;
    }

    private String run(Path page, boolean dark) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        Path output = folder.resolve("dom");
        Process process =
                chromium(
                                folder,
                                "--host-resolver-rules=MAP * ~NOTFOUND",
                                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                                "--dump-dom",
                                page.toUri().toString())
                        .redirectError(errors.toFile())
                        .redirectOutput(output.toFile())
                        .start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as(() -> read(errors)).isZero();
        return Files.readString(output);
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
