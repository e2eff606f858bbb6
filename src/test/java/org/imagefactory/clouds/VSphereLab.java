package org.imagefactory.clouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.imagefactory.error.UploadException;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.Pushed;
import org.imagefactory.spec.UploadType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes to the vSphere of govmomi's simulator. */
class VSphereLab {

    private static final String NAME = "vsphere_name";
    @TempDir static Path folder;

    private static VSphereSimulator vsphere;

    @BeforeAll
    static void start() throws Exception {
        vsphere = new VSphereSimulator(folder);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        vsphere.close();
    }

    @Test
    void aTemplateIsMadeAndDeleted() throws Exception {
        FakePushJob job = job("LocalDS_0", VSphereSimulator.PASSWORD);
        Pushed pushed = plugin().push(job);

        assertThat(pushed.identifierOnProvider()).isNotEmpty();
        assertThat(vsphere.look())
                .startsWith(pushed.identifierOnProvider() + " web server-7d8b7b1f vmx-13")
                .contains("debian10_64Guest 2 4096 True [65536]")
                .contains("VirtualVmxnet3");
        assertThat(job.fraction()).isGreaterThan(0.9);

        plugin().delete(job.deletion(pushed.identifierOnProvider()));
        assertThat(vsphere.look()).isEmpty();
        plugin().delete(job.deletion(pushed.identifierOnProvider()));
    }

    @Test
    void whatAKilledPushLeftIsFoundByItsName() throws Exception {
        FakePushJob job = job("LocalDS_0", VSphereSimulator.PASSWORD);
        plugin().push(job);
        FakePushJob next =
                new FakePushJob(vsphere.disk(), job.provider(), "").with(NAME, "DC0_H0_VM0");

        // neither is it that one's own name, nor does anybody know the credentials any more
        VSphereSimulator.plugin(VSphereSimulator.USUAL).removeLeftovers(next.deletion(""));
        next.with(NAME, job.parameters().text(NAME).orElseThrow());
        plugin().removeLeftovers(next.deletion(""));
        assertThat(next.log).hasSize(1).allMatch(line -> line.contains("stays until"));
        assertThat(vsphere.look()).contains("web server-7d8b7b1f");

        VSphereSimulator.plugin(VSphereSimulator.USUAL).removeLeftovers(next.deletion(""));

        assertThat(vsphere.look()).isEmpty();
    }

    @Test
    void theUploadOfABuildIsMadeAndItsLeftoversGo() throws Exception {
        NightlyPush push =
                new NightlyPush(
                        UploadType.VSPHERE,
                        vsphere.disk(),
                        vsphere.provider("LocalDS_0", vsphere.authority()),
                        VSphereSimulator.xml(VSphereSimulator.PASSWORD));

        String machine = push.run();
        assertThat(push.run()).isNotEqualTo(machine); // the same build again takes its place

        assertThat(vsphere.look().lines())
                .singleElement()
                .asString()
                .contains(NightlyPush.BUILD, "debian10_64Guest");
        push.removeLeftovers();
        assertThat(vsphere.look()).isEmpty();
    }

    @Test
    void anUploadThatIsInterruptedLeavesNoMachine() throws Exception {
        FakePushJob job = job("LocalDS_0", VSphereSimulator.PASSWORD);
        Thread pushing = Thread.currentThread();
        job.onProgress = pushing::interrupt;

        assertThatThrownBy(() -> plugin().push(job)).isInstanceOf(InterruptedException.class);

        Thread.interrupted();
        assertThat(vsphere.look()).isEmpty();
        assertThat(job.log).noneMatch(line -> line.contains("is left"));
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() throws Exception {
        FakePushJob job = job("LocalDS_0", "other");

        assertThatThrownBy(() -> plugin().push(job))
                .hasMessage("vSphere does not know this user with this password");
    }

    @Test
    void whatIsNotThereIsToldWithWhatIs() throws Exception {
        FakePushJob job = job("nowhere", VSphereSimulator.PASSWORD);

        assertThatThrownBy(() -> plugin().push(job))
                .hasMessageContaining("vSphere has no Datastore 'nowhere'")
                .extracting(e -> ((UploadException) e).advice().orElse(""))
                .asString()
                .contains("LocalDS_0");
        assertThat(vsphere.look()).isEmpty();
    }

    @Test
    void aServerThatNobodyVouchesForIsNotTalkedTo() {
        FakePushJob job =
                new FakePushJob(
                        vsphere.disk(),
                        vsphere.provider("LocalDS_0", Map.of()),
                        VSphereSimulator.xml(VSphereSimulator.PASSWORD));

        assertThatThrownBy(() -> plugin().push(job))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("vSphere does not answer");
    }

    @Test
    void aCheckMakesNothing() throws Exception {
        FakeCheckJob job =
                new FakeCheckJob(
                        vsphere.provider("LocalDS_0", vsphere.authority()),
                        VSphereSimulator.xml(VSphereSimulator.PASSWORD));

        plugin().check(job);

        assertThat(job.told().toString())
                .contains("OK login", "OK region", "OK quota", "UNKNOWN rights");
        assertThat(vsphere.look()).isEmpty();
    }

    private static FakePushJob job(String datastore, String password) throws IOException {
        return vsphere.job(datastore, password);
    }

    private static CloudPlugin plugin() {
        return VSphereSimulator.plugin(Map.of());
    }
}
