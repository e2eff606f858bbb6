package org.imagefactory.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.spec.ScapPolicy;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.DiskTools;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real oscap, and Debian's own guide. */
class ScapEvaluatorTest {

    private static final String SECRET = "PermitRootLogin no # of this host";

    @TempDir Path folder;

    private final ProcessRunner runner =
            new CommonsExecRunner(Map.of("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin"));
    private final DiskTools tools = DiskTools.of(runner, VirtType.AUTO);
    private final ScapSandbox sandbox = new ScapSandbox(runner);
    private GuideDisk disk;

    @BeforeEach
    void begin() throws Exception {
        disk = new GuideDisk(folder);
    }

    @Test
    void ownersModesPackagesAndFilesAreThoseOfTheImage() throws Exception {
        disk.file("usr/share/ssh.conf", "PermitEmptyPasswords no\nPermitRootLogin no\n");
        disk.link("etc/ssh/sshd_config", "/usr/share/ssh.conf");
        Path image =
                disk.make(
                        "set_inode_field /etc/shadow mode 0100640",
                        "set_inode_field /etc/shadow gid 42",
                        "set_inode_field /etc/gshadow mode 0100666",
                        "set_inode_field /etc/gshadow uid 1234",
                        "set_inode_field /etc/gshadow gid 42");

        ScapResult result = evaluate(image, "standard");

        assertThat(result.system()).isEqualTo("debian-11");
        assertThat(result.profile()).isEqualTo("xccdf_org.ssgproject.content_profile_standard");
        assertThat(result.failed())
                .extracting(ScapRule::id)
                .contains("file_owner_etc_gshadow", "file_permissions_etc_gshadow")
                .contains("package_audit_installed", "partition_for_home")
                .doesNotContain("file_owner_etc_shadow", "file_groupowner_etc_shadow")
                .doesNotContain("file_permissions_etc_shadow", "file_groupowner_etc_gshadow")
                .doesNotContain("package_cron_installed", "sshd_disable_root_login");
        assertThat(result.failed())
                .contains(
                        new ScapRule(
                                "file_owner_etc_gshadow",
                                "medium",
                                "Verify User Who Owns gshadow File"));
        assertThat(result.problems()).isEmpty();
        assertThat(result.score()).isBetween(1.0, 99.0);
        assertThat(result.summary())
                .startsWith(result.percent() + " % by the profile standard: ")
                .contains(" rules failed");
        assertThat(folder.resolve("report.html")).content().contains("OpenSCAP");
        Path stored = folder.resolve("stored.json");
        result.write(stored);
        assertThat(ScapResult.read(stored)).contains(result);
        assertThatThrownBy(() -> ScapEvaluator.require(result, policy("standard", 100)))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("=100: " + result.percent());
        ScapEvaluator.require(result, policy("standard", 1));
    }

    @Test
    void whatOscapCouldNotDoIsKept() throws Exception {
        disk.forgetArchitectures();
        assertThat(evaluate(disk.make(), "standard").problems())
                .containsExactly("dpkginfo_init has failed.");
    }

    /** oscap by itself follows an absolute link to the file of this host, and runs dpkg. */
    @Test
    void filesOfThisHostAreOutOfReach() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);
        Path ran = folder.resolve("ran");
        disk.file("usr/bin/dpkg", "#!/bin/sh\ntouch " + ran + " /results/ran /ran\n");
        disk.link("etc/ssh/sshd_config", secret.toAbsolutePath().toString());
        Path climbing = Path.of("..").resolve("../../../../../../../" + secret.toAbsolutePath());
        disk.link("etc/login.defs", climbing.toString());
        Path image = disk.make("set_inode_field /usr/bin/dpkg mode 0100755");

        ScapResult result = evaluate(image, "standard");

        assertThat(result.failed()).extracting(ScapRule::id).contains("sshd_disable_root_login");
        assertThat(folder.resolve("report.html")).content().doesNotContain(SECRET);
        assertThat(ran).doesNotExist();
    }

    @Test
    void aGuideForAnotherSystemJudgesNothing() throws Exception {
        disk.file("etc/os-release", "ID=debian\nVERSION_ID=\"13\"\n");
        disk.file("etc/debian_version", "13.0\n");
        Path image = disk.make();
        assertThatThrownBy(() -> evaluate(image, new ScapPolicy("standard", Optional.empty(), 0)))
                .isInstanceOf(HostException.class)
                .hasMessageStartingWith("there is no security guide for debian-13 in ")
                .hasMessageContaining("only for debian");

        ScapResult result = evaluate(image, "standard");

        assertThat(result.judged()).isZero();
        assertThat(result.summary()).startsWith("no rule of the profile standard could be judged");
        assertThatThrownBy(() -> ScapEvaluator.require(result, policy("standard", 1)))
                .isInstanceOf(ImageCheckException.class);
    }

    @Test
    void aProfileThatThereIsNotIsToldWithThoseThatThereAre() throws Exception {
        Path image = disk.make();
        assertThatThrownBy(() -> evaluate(image, "cis_level1_server"))
                .isInstanceOfSatisfying(
                        HostException.class,
                        e -> assertThat(e.advice().orElse("")).contains("anssi_np_nt28_high, "));
    }

    private ScapResult evaluate(Path image, String profile) throws Exception {
        return evaluate(image, policy(profile, 0));
    }

    private ScapResult evaluate(Path image, ScapPolicy policy) throws Exception {
        InstalledDisk installed =
                new DiskReader(tools.debugfs(), tools.guestfish()).read(image, true, text -> {});
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        try {
            return new ScapEvaluator(tools, sandbox, Clock.systemUTC())
                    .evaluate(installed, policy, scratch, folder.resolve("report.html"));
        } finally {
            sandbox.remove(scratch);
            assertThat(scratch).doesNotExist();
        }
    }

    private static ScapPolicy policy(String profile, int least) {
        return new ScapPolicy(profile, Optional.of(GuideDisk.CONTENT), least);
    }
}
