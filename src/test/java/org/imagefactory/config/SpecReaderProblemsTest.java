package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.imagefactory.error.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake is told with section, key, value, accepted form and place. */
class SpecReaderProblemsTest {

    @TempDir Path folder;

    private Fixture config(String text) {
        return new Fixture(folder).file(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "compression|lzma|'lzma' is not one of none, zlib, zstd",
                "connect|session|'session' is not a libvirt URI such as qemu:///session",
                "connect|a b|Illegal character",
                "cores|0|'0' is not a whole number from 1 to 9999",
                "cores|-1|'-1' is not a whole number",
                "cores|two|'two' is not a whole number",
                "format|vmdk|'vmdk' is not one of raw, qcow2",
                "image-size|2|'2' is not a whole number and a unit",
                "image-size|2.5G|'2.5G' is not a whole number and a unit",
                "image-size|2k|'2k' is not a whole number and a unit",
                "image-size|99999999E|too large",
                "image-size|1kB|1000 B is less than 1 MiB",
                "inactivity-timeout|soon|'soon' is not a length of time",
                "install-timeout|0|'0' is not a length of time",
                "install-timeout|30min 1h|is not a length of time",
                "initrd|ftp://x/y|'ftp' is not one of http, https, rsync, file",
                "installer_image|http:///x|does not name a file",
                "installer-logs|maybe|'maybe' is not one of yes, true, on, 1, no, false, off, 0",
                "keep-raw|2|'2' is not one of yes",
                "kickstart|dir/|'dir/' does not name a file",
                "lint|machine-ids|'machine-ids' is not a rule; did you mean 'machine-id'?",
                "lint|machine-id,all|'all' must stand alone",
                "lint-ignore|x,ssh-host-key|'x' is not a rule: all, none or some of answer-files,",
                "linux|http://host/dir/|does not name a file",
                "linux|http://h/a b|is not a URI",
                "log-file|x|'x' is not one of yes",
                "log-filename|/|'/' does not name a file",
                "mac|52:54:00|'52:54:00' is not a MAC address",
                "mac|53:54:00:12:34:56|multicast",
                "offline|x|'x' is not one of yes",
                "one-partition|x|'x' is not one of yes",
                "preseed|a b.cfg|the file name 'a b.cfg' has blanks",
                "ram|lots|'lots' is not a whole number and a unit",
                "ram|1000B|1000 B is less than 1 MiB",
                "stale|x|'x' is not one of yes",
                "virt-type|xen|'xen' is not one of auto, kvm, qemu",
                "vnc|localhost|'localhost' is not HOST:N",
                "vnc|:70000|'\\:70000' is not HOST:N",
                "yast|..//|does not name a file",
                "zero-free|dd|'dd' is not one of zerofree, discard, none",
                "append|${x}|unknown variable '${x}'",
                "osinfo|$|a dollar sign must start ${key} or ${section:key}, or be written $$",
                "post-build-command|${a:b:c}|more than one ':' in '${a:b:c}'",
                "upload_destinations|${upload_destinations}|in a circle"
            })
    void badValue(String key, String value, String message) {
        String own = Fixture.IMAGE.replaceAll("(?m)^" + key + "=.*\n", "");
        int line = own.split("\n").length + 1;
        List<String> problems = config(own + key + "=" + value + "\n").problems("img");
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0))
                .startsWith("1.conf:" + line + ": [img] " + key + ": ")
                .contains(message.replace("\\", ""));
    }

    @Test
    void allProblemsAtOnce() {
        String text = Fixture.IMAGE + "ram=x\ncores=y\nupload_destinations=up, nowhere\n[up]\n";
        assertThat(config(text).set("format=z").problems("img"))
                .containsExactly(
                        "1.conf:5: [img] cores: 'y' is not a whole number from 1 to 9999",
                        "1.conf:4: [img] ram: 'x' is not " + org.imagefactory.spec.DataSize.FORM,
                        "option --set: [img] format: 'z' is not one of raw, qcow2",
                        "1.conf:6: [up] upload_type is not set; an upload destination needs it",
                        "1.conf:6: [up] upload_target is not set; an upload destination needs it",
                        "1.conf:6: upload destination 'nowhere' has no section [nowhere]");
    }

    @Test
    void badDestination() {
        String text =
                Fixture.IMAGE
                        + """
                        upload_destinations=up
                        [up]
                        upload_type=ftp
                        upload_target=${t}
                        post-upload-command=${i}
                        """;
        assertThat(config(text).problems("img"))
                .containsExactly(
                        "1.conf:6: [up] upload_type: 'ftp' is not one of rsync, s3, openstack, ec2, vsphere, registry, azure, gce",
                        "1.conf:7: [up] upload_target: unknown variable '${t}'",
                        "1.conf:8: [up] post-upload-command: unknown variable '${i}'");
    }

    @Test
    void uploadsToClouds() {
        String text =
                Fixture.IMAGE
                        + """
                        upload_destinations=up,hub
                        [up]
                        upload_type=s3
                        upload_target=images
                        upload_args=-v
                        [hub]
                        upload_type=Registry
                        upload_target=hub.example.org/debian
                        """;
        assertThat(config(text).problems("img"))
                .containsExactly(
                        "1.conf:4: [up] upload_args means nothing to uploads of the type s3; remove"
                                + " it",
                        "1.conf:4: [img] upload_destinations: an upload of the type registry (hub)"
                                + " takes the form docker; name it in targets");
    }

    @Test
    void rulesAcrossFields() {
        assertThat(config("[img]\nlinux=/k\n").problems("img"))
                .containsExactly(
                        "1.conf:2: [img] initrd is not set: kernel and initrd belong together");
        assertThat(config("[img]\ninitrd=/i\n").problems("img"))
                .containsExactly(
                        "1.conf:2: [img] linux is not set: kernel and initrd belong together");
        assertThat(config("[img]\nram=1G\n").problems("img"))
                .containsExactly("[img] nothing to boot: set linux and initrd, or installer_image");
        assertThat(config("[img]\nempty=\nlinux=${empty}\ninitrd=/i").problems("img")).hasSize(1);
        assertThat(config(Fixture.IMAGE + "preseed=a\nyast=b\n").problems("img"))
                .containsExactly(
                        "1.conf:4: [img] preseed, yast are set, but only one answer file can be"
                                + " used",
                        "1.conf:5: [img] preseed, yast are set, but only one answer file can be"
                                + " used");
        assertThat(config(Fixture.IMAGE + "append=" + "x".repeat(2048)).problems("img"))
                .containsExactly(
                        "1.conf:4: [img] append: the kernel arguments are 2049 characters long, the"
                                + " limit is 2047");
    }

    @Test
    void missingImage() {
        String text = "[debian-12]\n[debian-13]\n[up]\nupload_type=rsync\n";
        assertThat(config(text).problems("debian-31"))
                .containsExactly(
                        "no image 'debian-31': no such section in 1.conf; did you mean"
                                + " 'debian-13'?");
        assertThat(config(text).problems("fedora"))
                .containsExactly("no image 'fedora': no such section in 1.conf");
        assertThat(config(text).problems("DEFAULT")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"a/b", "..", "a b", "-x", "a..b", "''"})
    void badName(String name) {
        List<String> problems = config(Fixture.IMAGE.replace("[img]", "[DEFAULT]")).problems(name);
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).startsWith("'" + name + "' is not an image name: letters");
    }

    @Test
    void noConfiguration() {
        assertThatThrownBy(
                        () ->
                                new SpecReader(
                                                new Layers(
                                                        Configuration.load(
                                                                List.of(folder.resolve("none"))),
                                                        List.of()),
                                                Fixture.USER)
                                        .read("img"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("no configuration file: " + folder.resolve("none"));
    }
}
