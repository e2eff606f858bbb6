package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pages of the packaged service in a real browser, while an image is made. */
@Timeout(1800)
class ServicePageIT {

    private static final String TEMPLATE =
            """
            <template><name>web server</name><os><name>MockOS_A</name><version>1</version>\
            <arch>x86_64</arch><install type='url'><url>http://m/</url></install>\
            <rootpw>s3cret-word</rootpw></os></template>""";

    /** A browser that is starved for minutes still finds such a build at work. */
    private static final int LONG_SECONDS = 1500;

    /** What takes longer is tried in another way. */
    private static final Duration SHORT = Duration.ofMinutes(2);

    private static final String COMPLETE =
            "document.querySelector('h1 .badge')?.dataset.status === 'COMPLETE'";

    private static final Path PICTURES = Path.of("target/pictures");

    @TempDir Path folder;

    private DaemonProcess daemon;
    private DevTools browser;
    private String address = "";

    @BeforeEach
    void start() throws Exception {
        daemon = DaemonProcess.openByOptions(Files.createDirectory(folder.resolve("service")));
        address = "http://127.0.0.1:" + daemon.port + "/";
        browser = new DevTools(Files.createDirectory(folder.resolve("browser")));
    }

    @AfterEach
    void end() throws Exception {
        if (browser != null) {
            browser.close();
        }
        daemon.close();
    }

    /**
     * From an empty page to a build, and to its page, which is left when the build is cancelled.
     */
    @Test
    void followABuild() throws Exception {
        browser.go(address);
        browser.await("document.body.innerText.includes('Nothing is being made')");
        browser.await("!document.querySelector('.live').hidden");

        String id = build(LONG_SECONDS);
        browser.await("!!document.querySelector('[data-id=\"" + id + "\"]')");
        awaitOrReload("document.querySelector('.card progress')?.value > 0");
        assertThat(browser.value("document.querySelector('.card .badge').dataset.status"))
                .isEqualTo("BUILDING");
        looksWell("overview");

        browser.value("document.querySelector('.card a').click()");
        browser.await("location.pathname === '/images/" + id + "'");
        browser.await("document.getElementById('log')?.textContent.includes('Installing nothing')");
        Object begin = browser.value("document.querySelector('progress').value");
        awaitOrReload("document.querySelector('progress')?.value > " + begin);
        looksWell("building");

        delete();
    }

    /** From a build by way of its end to the image, which is deleted. */
    @Test
    void seeTheEndOfABuild() throws Exception {
        seeABuildEnd();
        browser.await("document.querySelector('.documents').textContent.includes('icicle.xml')");
        assertThat(browser.value("window.stays")).as("nothing was loaded anew").isEqualTo(true);
        awaitOrReload("document.getElementById('log')?.textContent.endsWith('COMPLETE\\n')");
        assertThat((String) browser.value("document.documentElement.outerHTML"))
                .doesNotContain("s3cret-word");
        looksWell("complete");

        delete();
    }

    private void delete() throws Exception {
        browser.value("document.querySelector('.delete').open = true");
        browser.value("document.querySelector('.delete button').click()");
        browser.await("location.pathname === '/'");
        browser.await("document.body.innerText.includes('There is none yet')");
        assertThat(browser.faults()).isEmpty();
    }

    /** Opens the page of a build; of a longer one where the browser was too slow for the last. */
    private void seeABuildEnd() throws Exception {
        for (int seconds = 20; seconds < LONG_SECONDS; seconds *= 3) {
            String id = build(seconds);
            browser.go(address + "images/" + id);
            browser.value("window.stays = true");
            if (Boolean.FALSE.equals(browser.value(COMPLETE))
                    && browser.sees(COMPLETE, SHORT.plusSeconds(seconds))) {
                return;
            }
            daemon.send("DELETE", "/base_images/" + id, "");
        }
        throw new AssertionError("the browser was too slow for a build of minutes");
    }

    /** Browsers were seen that got the events of a page and did not tell its script. */
    private void awaitOrReload(String expression) throws Exception {
        for (int i = 0; i < 3; i++) {
            if (browser.sees(expression, SHORT)) {
                return;
            }
            browser.call("Page.reload", Map.of());
        }
        browser.await(expression);
    }

    private String build(int seconds) throws Exception {
        Map<String, Object> image =
                Map.of("template", TEMPLATE, "parameters", Map.of("mock_seconds", seconds));
        String body = JSON.std.asString(Map.of("base_image", image));
        return DaemonProcess.field(daemon.send("POST", "/base_images", body).body(), "id");
    }

    @Test
    void readWithoutAScript() throws Exception {
        browser.call("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        browser.go(address);
        assertThat((String) browser.value("document.body.innerText"))
                .contains("Nothing is being made", "MockCloud");
        assertThat(browser.faults()).isEmpty();
    }

    /** On a phone and on a wide screen, light and dark: everything is within its width. */
    private void looksWell(String name) throws Exception {
        String light = look(name, 1000, false);
        assertThat(look(name, 1000, true)).isNotEqualTo(light);
        look(name, 360, false);
        look(name, 360, true);
        browser.screen(1000, false);
    }

    private String look(String name, int width, boolean dark) throws Exception {
        browser.screen(width, dark);
        browser.await("innerWidth === " + width);
        browser.picture(PICTURES.resolve(name + "-" + width + (dark ? "-dark" : "") + ".png"));
        assertThat((Integer) browser.value("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
        return (String) browser.value("getComputedStyle(document.body).backgroundColor");
    }
}
