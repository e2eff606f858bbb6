package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** A browser that is starved for a minute still finds it at work. */
    private static final int BUILD_SECONDS = 150;

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

    /** From an empty page by way of a build to its end and the image's. */
    @Test
    void followABuild() throws Exception {
        browser.go(address);
        browser.await("document.body.innerText.includes('Nothing is being made')");
        browser.await("!document.querySelector('.live').hidden");

        seeItBegin();
        looksWell("overview");

        browser.value("document.querySelector('.card a').click()");
        browser.await("location.pathname.startsWith('/images/')");
        browser.await("document.getElementById('log')?.textContent.includes('Installing nothing')");
        browser.value("window.stays = true");
        Object begin = browser.value("document.querySelector('progress').value");
        browser.await("document.querySelector('progress')?.value > " + begin);
        looksWell("building");

        browser.await("document.querySelector('h1 .badge').dataset.status === 'COMPLETE'");
        browser.await("document.getElementById('log').textContent.endsWith('COMPLETE\\n')");
        browser.await("document.querySelector('.documents').textContent.includes('icicle.xml')");
        assertThat(browser.value("window.stays")).as("nothing was loaded anew").isEqualTo(true);
        assertThat((String) browser.value("document.documentElement.outerHTML"))
                .doesNotContain("s3cret-word");
        looksWell("complete");

        browser.value("document.querySelector('.delete').open = true");
        browser.value("document.querySelector('.delete button').click()");
        browser.await("location.pathname === '/'");
        browser.await("document.body.innerText.includes('There is none yet')");
        assertThat(browser.faults()).isEmpty();
    }

    /**
     * Begins a build whose progress the browser sees. One that was starved so long that it missed a
     * whole build looks at another one.
     */
    private void seeItBegin() throws Exception {
        String build =
                JSON.std.asString(
                        Map.of(
                                "base_image",
                                Map.of(
                                        "template",
                                        TEMPLATE,
                                        "parameters",
                                        Map.of("mock_seconds", BUILD_SECONDS))));
        for (int i = 0; i < 3; i++) {
            String id =
                    DaemonProcess.field(daemon.send("POST", "/base_images", build).body(), "id");
            browser.await("!!document.querySelector('[data-id=\"" + id + "\"]')");
            browser.await(
                    "document.querySelector('.card progress')?.value > 0"
                            + " || document.querySelector('.badge').dataset.status === 'COMPLETE'");
            if (Boolean.TRUE.equals(browser.value("document.querySelector('.card') !== null"))) {
                assertThat(browser.value("document.querySelector('.card .badge').dataset.status"))
                        .isEqualTo("BUILDING");
                return;
            }
            daemon.send("DELETE", "/base_images/" + id, "");
            browser.await("document.body.innerText.includes('There is none yet')");
        }
        throw new AssertionError("the browser saw nothing of three builds");
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
