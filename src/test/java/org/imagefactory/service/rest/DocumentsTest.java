package org.imagefactory.service.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imagefactory.spec.Sha256;
import org.imagefactory.store.ImageId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What builds have left about images. */
@Timeout(120)
class DocumentsTest extends OpenHost {

    private String documents = "";
    private Path kept = Path.of("");

    @BeforeEach
    void image() throws Exception {
        String id = host.made("/base_images", "base_image", Map.of("template", Host.TEMPLATE));
        documents = "/base_images/" + id + "/documents";
        kept = host.factory.store().documents(ImageId.parse(id).orElseThrow());
        Files.writeString(kept.resolve("cdx.json"), "{\"x\": 1}");
        Files.writeString(kept.resolve("x.failure.tar.gz"), "packed");
        Files.writeString(kept.resolve(".hidden"), "hidden");
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(kept.resolve("link"), secret);
        Files.createDirectory(kept.resolve("folder"));
    }

    @Test
    void areListed() throws Exception {
        List<Object> list = List.copyOf((List<?>) host.get(documents).json().get("documents"));
        assertThat(list)
                .map(item -> String.valueOf(((Map<?, ?>) item).get("name")))
                .containsExactlyInAnyOrder(
                        "build.log", "cdx.json", "icicle.xml", "x.failure.tar.gz");
        assertThat(list)
                .contains(
                        Map.of(
                                "name",
                                "cdx.json",
                                "media_type",
                                "application/vnd.cyclonedx+json",
                                "href",
                                host.base() + documents + "/cdx.json",
                                "size",
                                8,
                                "sha256",
                                Sha256.of("{\"x\": 1}").hex()));
    }

    @Test
    void areServedLikeImages() throws Exception {
        Host.Reply whole = host.get(documents + "/cdx.json");
        assertThat(whole.text()).isEqualTo("{\"x\": 1}");
        assertThat(whole.header("content-type")).isEqualTo("application/vnd.cyclonedx+json");
        assertThat(whole.header("content-disposition")).contains("filename=\"cdx.json\"");
        assertThat(whole.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(whole.header("x-checksum-sha256")).isEqualTo(Sha256.of(whole.text()).hex());
        assertThat(host.get(documents + "/cdx.json", "Range", "bytes=1-3").text())
                .isEqualTo("\"x\"");
        assertThat(host.get(documents + "/cdx.json", "If-None-Match", whole.header("etag")))
                .extracting(Host.Reply::status)
                .isEqualTo(304);
        Host.Reply head = host.send("HEAD", documents + "/cdx.json", "");
        assertThat(head.text()).isEmpty();
        assertThat(head.header("content-length")).isEqualTo("8");
        assertThat(host.get(documents + "/cdx.json", "Accept", "text/html").status())
                .isEqualTo(200);
    }

    @Test
    void aLinkInPlaceOfTheFolderIsNotFollowed() throws Exception {
        Files.createSymbolicLink(kept, Files.move(kept, folder.resolve("moved")));

        assertThat(host.get(documents).text()).contains("icicle.xml").doesNotContain("cdx.json");
        assertThat(host.get(documents + "/cdx.json").status()).isEqualTo(404);
    }

    @Test
    void whatIsInstalledComesFromTheRecord() throws Exception {
        Host.Reply icicle = host.get(documents + "/icicle.xml");
        assertThat(icicle.header("content-type")).isEqualTo("application/xml");
        assertThat(icicle.text()).startsWith("<icicle>");
        assertThat(host.get(documents + "/icicle.xml", "If-None-Match", icicle.header("etag")))
                .extracting(Host.Reply::status)
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "link",
                "folder",
                ".hidden",
                "none",
                "..",
                "%2e%2e",
                "..%2f..%2fsecret",
                "%00",
                "",
                "cdx.json%2fx"
            })
    void nothingElseIs(String name) throws Exception {
        Host.Reply reply = host.get(documents + "/" + name);
        if (name.isEmpty() || name.contains("..") || name.contains("%2e")) {
            assertThat(reply.text()).doesNotContain("secret");
        } else {
            assertThat(reply.status()).isBetween(400, 404);
        }
    }
}
