package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.codec.digest.Crypt;
import org.junit.jupiter.api.Test;

/** Templates become base images, by the packaged imagefactory and real machines. */
class TemplateIT {

    private final TemplateScene scene = new TemplateScene();

    @Test
    void becomesABaseImage() throws Exception {
        scene.configure("apt=yes", "data=1", "deleted=0");
        scene.template("<command name='say'>echo done &gt;/root/said</command>");

        TemplateScene.Run run = scene.end(scene.start());

        assertThat(run.status()).as(run.err()).isZero();
        Map<String, ?> record = scene.onlyRecord();
        String id = record.get("identifier").toString();
        Path body = scene.store.resolve(id + ".body");
        assertThat(run.out())
                .isEqualTo(
                        """

                        ============ Final Image Details ============
                        UUID: %s
                        Type: base_image
                        Image filename: %s
                        Image build completed SUCCESSFULLY!
                        """
                                .formatted(id, body));
        assertThat(record.get("status")).isEqualTo("COMPLETE");
        assertThat(record.get("percent_complete")).isEqualTo(100);
        assertThat(record.get("icicle").toString())
                .startsWith(
                        "<icicle><description>a &lt;mini&gt; system</description>"
                                + "<packages><package name=\"");
        assertThat(record.get("parameters").toString()).contains("libvirt_xml=<domain");
        Guest guest = new Guest(body);
        String root =
                guest.lines("/etc/shadow").stream()
                        .filter(line -> line.startsWith("root:"))
                        .findFirst()
                        .orElseThrow();
        String hash = root.split(":", -1)[1];
        assertThat(hash).startsWith("$6$").isEqualTo(Crypt.crypt("sesame open", hash));
        assertThat(guest.lines("/root/said")).contains("done");
        Path motd = scene.folder.resolve("motd");
        guest.copy("/etc/motd", motd);
        assertThat(motd).hasBinaryContent(new byte[] {0, 1, 10});
        assertThat(Files.size(body)).isEqualTo(320L << 20);
        assertThat(Files.readString(scene.store.resolve(".documents/" + id + "/provenance.json")))
                .contains("\"template\"")
                .doesNotContain("sesame", hash);
        assertThat(run.err()).doesNotContain("sesame", hash);
        scene.assertNothingLeft();
    }

    @Test
    void aFailingCommandIsTold() throws Exception {
        scene.configure("data=1", "deleted=0");
        scene.template("<command name='break'>echo last words; exit 7</command>");

        TemplateScene.Run run = scene.end(scene.start());

        assertThat(run.status()).as(run.err()).isEqualTo(1);
        Map<String, ?> record = scene.onlyRecord();
        assertThat(record.get("status")).isEqualTo("FAILED");
        assertThat(record.get("status_detail").toString())
                .contains("'break'", "template:13", "7", "last words")
                .contains("see " + scene.store.resolve(".documents"));
        assertThat(run.out() + run.err()).contains("Image build FAILED with error: ");
        scene.assertNothingLeft();
    }

    /** A build whose machine is there, and stays for minutes. */
    private Process startThatInstalls() throws Exception {
        scene.configure("data=1", "deleted=0", "hold=300");
        scene.template("<command name='say'>true</command>");
        Process process = scene.start();
        scene.waitUntil(process, () -> !scene.host.domains().isEmpty());
        return process;
    }

    /** Nobody cleans up after it but the next start. */
    @Test
    void aKilledBuildIsCleanedUpByTheNextStart() throws Exception {
        Process process = startThatInstalls();

        TestHost.onThisHost("kill", "-s", "KILL", Long.toString(process.pid()));
        process.waitFor();
        assertThat(scene.host.domains()).isNotEmpty();
        assertThat(scene.onlyRecord().get("status")).isEqualTo("BUILDING");
        TemplateScene.Run next =
                scene.end(scene.start("delete", "00000000-0000-4000-8000-000000000000"));

        assertThat(next.status()).as(next.err()).isEqualTo(1);
        Map<String, ?> record = scene.onlyRecord();
        assertThat(record.get("status")).as(next.err()).isEqualTo("FAILED");
        assertThat(record.get("status_detail").toString()).contains("interrupted by restart");
        scene.assertNothingLeft();
    }

    @Test
    void aSignalEndsEverything() throws Exception {
        Process process = startThatInstalls();

        TestHost.onThisHost("kill", "-s", "TERM", Long.toString(process.pid()));
        TemplateScene.Run run = scene.end(process);

        assertThat(run.status()).as(run.err()).isEqualTo(143);
        Map<String, ?> record = scene.onlyRecord();
        assertThat(record.get("status")).isEqualTo("FAILED");
        assertThat(record.get("status_detail").toString()).contains("interrupted by a signal");
        scene.assertNothingLeft();
    }
}
