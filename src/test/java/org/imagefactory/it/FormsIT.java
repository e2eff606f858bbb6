package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.disk.DiskImages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images with forms for clouds beside them, from the build to their end. */
class FormsIT {

    private static final long SIZE = 64L * DiskImages.MIB;

    private final Factory factory;
    private final Barrier barrier;

    FormsIT() throws IOException {
        factory = new Factory("data=1");
        barrier = new Barrier(factory);
    }

    @BeforeEach
    void prepare() throws Exception {
        Path system = Files.createDirectories(factory.folder().resolve("system/etc"));
        Files.writeString(system.resolve("os-release"), "ID=debian\nVERSION_ID=13\n");
        Path disk = factory.folder().resolve("installed");
        barrier.installed(DiskImages.installed(disk, SIZE, "ext4", system.getParent()));
        factory.set("image-size", "64M").set("targets", "ec2, vsphere, docker, ova, openstack-kvm");
    }

    @Test
    void formsAreMadePublishedUploadedAndPruned() throws Exception {
        Path away = Files.createDirectory(factory.folder().resolve("away"));
        Files.setOwner(away, Files.getOwner(factory.folder()));
        factory.set("upload_destinations", "away")
                .set("sign-command", "sh -c 'cp \"$$0\" \"$$0.sig\"'")
                .set("latest-link", "true")
                .section("[away]", "upload_type = rsync", "upload_target = " + away + "/");

        assertThat(says("--dry-run", Factory.IMAGE))
                .contains(
                        "make the forms for clouds: ec2, vsphere, docker, ova, openstack-kvm",
                        ".openstack-kvm.json",
                        ".vsphere.vmdk");
        factory.build(0, "--if-changed");

        assertThat(factory.results())
                .contains(
                        "mini-DATE.raw",
                        "mini-DATE.ec2.raw",
                        "mini-DATE.ec2.raw.sha256sum",
                        "mini-DATE.ec2.raw.sha256sum.sig",
                        "mini-DATE.vsphere.vmdk",
                        "mini-DATE.vsphere.ova.sha256sum",
                        "mini-DATE.docker.tar",
                        "mini-DATE.openstack-kvm.json",
                        "mini-latest.docker.tar");
        try (var uploaded = Files.list(away)) {
            assertThat(uploaded.map(file -> file.toFile().getName().replaceAll("-2[0-9-]+", "")))
                    .contains(
                            "mini.vsphere.vmdk",
                            "mini.openstack-kvm.json",
                            "mini.ec2.raw.sha256sum.sig");
        }
        assertThat(Files.mismatch(image(), factory.result(".ec2.raw"))).isEqualTo(-1);
        assertThat(Files.readString(factory.result(".provenance.json")))
                .contains(".ec2.raw", ".openstack-kvm.json");
        assertThat(Files.readString(factory.result(".json")))
                .contains(".docker.tar", ".openstack-kvm.json");
        assertThat(says("list")).contains(".raw, docker.tar, ec2.raw");
        assertThat(factory.build(0, "--if-changed").output()).contains("nothing changed since");
        Files.delete(factory.result("docker.tar"));
        assertThat(says("explain", Factory.IMAGE)).contains("docker.tar");
        factory.assertNothingRuns();
    }

    private String says(String... arguments) throws IOException, InterruptedException {
        return factory.run(0, arguments).output();
    }

    /** The image itself. */
    private Path image() throws IOException {
        Path form = factory.result(".ec2.raw");
        return form.resolveSibling(form.toFile().getName().replace(".ec2.raw", ".raw"));
    }

    @Test
    void aFormThatFailsPublishesNothing() throws Exception {
        barrier.failAt("*qemu-img convert*vmdk*");

        assertThat(factory.build(4).output())
                .contains("there is no form for vsphere: nothing is published");
        factory.assertLeft(
                ".mini.resume",
                "mini-DATE.console.log",
                "mini-DATE.failure.tar.gz",
                "mini-DATE.json");
        barrier.open();
        factory.build(0, "--resume");
        assertThat(factory.results()).contains("mini-DATE.vsphere.vmdk", "mini-DATE.docker.tar");
    }

    @Test
    void whatIsNoTargetIsToldBeforeTheBuild() throws Exception {
        factory.set("targets", "ec2, rackspace");

        assertThat(factory.build(3).output())
                .contains("target 'rackspace' is not made any more", "openstack-kvm");
        factory.assertNothingLeft();
    }
}
