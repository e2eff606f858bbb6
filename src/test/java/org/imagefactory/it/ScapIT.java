package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.imagefactory.scan.GuideDisk;
import org.junit.jupiter.api.Test;

/** Images that OpenSCAP judges, by a user who is not root. */
class ScapIT {

    private final Factory factory = new Factory();

    ScapIT() throws IOException {
        factory.program("--subids", TestHost.shared().launcher().toString())
                .set("scan", "scap:standard")
                .set("report-html", factory.folder().resolve("index.html").toString());
    }

    @Test
    void anImageIsJudgedBeforeItIsPublished() throws Exception {
        new Barrier(factory).installed(disk());
        Build refused = factory.set("scap-fail", "90%").build(8);
        assertThat(refused.output())
                .contains("the image does not reach scap-fail=90: ")
                .contains("partition_for_home");
        assertThat(files()).noneMatch(name -> name.endsWith(".raw") || name.contains(".scap."));

        Build good = factory.set("scap-fail", "none").build(0);

        assertThat(good.output()).containsPattern("[0-9.]+ % by the profile standard: [0-9]+ of");
        String date = date();
        assertThat(published(date + ".scap.json"))
                .contains("\"system\" : \"debian-11\"", "\"package_audit_installed\"")
                .contains("\"score\" : ", "\"pass\" : ", "\"problems\" : [ ]");
        assertThat(published(date + ".scap.html")).contains("OpenSCAP", "gshadow");
        assertThat(published(date + ".provenance.json")).contains(".scap.json", ".scap.html");
        assertThat(factory.folder().resolve("index.html"))
                .content()
                .contains("% by the profile standard", ".scap.html");
        assertThat(factory.run(0, "verify", date + ".raw").output()).doesNotContain("error");
        try (Stream<Path> all = Files.walk(factory.output())) {
            assertThat(all).noneMatch(file -> file.endsWith("scap"));
        }
        factory.assertNothingRuns();
    }

    @Test
    void whatCannotBeJudgedIsToldBeforeTheInstallation() throws Exception {
        factory.set("scan", "cve, scap:cis_level9").set("scap-content", GuideDisk.CONTENT + "");
        assertThat(factory.run(3, "check", "mini").output())
                .contains("has no profile 'cis_level9'")
                .contains("its profiles are: anssi_np_nt28_average, anssi_np_nt28_high, ");
        factory.set("scan", "scap:standard").set("scap-content", "/nowhere/ds.xml");
        assertThat(factory.build(3).output())
                .contains("security guide '/nowhere/ds.xml' does not exist");
    }

    private Path disk() throws Exception {
        Path folder = Files.createDirectory(factory.folder().resolve("guide"));
        return new GuideDisk(folder).make();
    }

    private List<String> files() {
        return Arrays.asList(Objects.requireNonNull(factory.output().toFile().list()));
    }

    private String published(String name) throws IOException {
        return Files.readString(factory.output().resolve(name));
    }

    private String date() {
        return files().stream()
                .filter(name -> name.endsWith(".raw"))
                .findFirst()
                .orElseThrow()
                .replace(".raw", "");
    }
}
