package org.imagefactory.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.imagefactory.report.FileFact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceTest {

    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);
    private static final Provenance PROVENANCE =
            new Provenance(
                    "x",
                    Map.of("linux", "https://h/linux", "append", "a \"b\" ********"),
                    Map.of("virt-type", "kvm"),
                    List.of(
                            new FileFact("linux", "https://me:hush@h/linux?token=tok3n", 7, ONE),
                            new FileFact("answer-file", "/etc/a b.cfg", 7, TWO)),
                    "image-factory 2.0.0",
                    Map.of("qemu-img", "7.2.22"),
                    "urn:uuid:0",
                    Instant.parse("2026-11-22T01:02:03.456Z"),
                    Instant.parse("2026-11-22T02:02:03Z"),
                    List.of(new Subject("x.qcow2", ONE), new Subject("x.packages", TWO)));

    @TempDir Path folder;

    private String written() throws IOException {
        Path file = folder.resolve("x.provenance.json");
        ProvenanceWriter.write(PROVENANCE, file);
        return Files.readString(file);
    }

    @Test
    void hasTheFormThatIsDocumented() throws Exception {
        assertThat(written())
                .isEqualTo(
                        """
                        {
                          "_type" : "https://in-toto.io/Statement/v1",
                          "subject" : [ {
                            "name" : "x.qcow2",
                            "digest" : {
                              "sha256" : "%1$s"
                            }
                          }, {
                            "name" : "x.packages",
                            "digest" : {
                              "sha256" : "%2$s"
                            }
                          } ],
                          "predicateType" : "https://slsa.dev/provenance/v1",
                          "predicate" : {
                            "buildDefinition" : {
                              "buildType" : "urn:image-factory:build:v1",
                              "externalParameters" : {
                                "image" : "x",
                                "configuration" : {
                                  "append" : "a \\"b\\" ********",
                                  "linux" : "https://h/linux"
                                }
                              },
                              "internalParameters" : {
                                "virt-type" : "kvm"
                              },
                              "resolvedDependencies" : [ {
                                "name" : "linux",
                                "uri" : "https://h/linux?token=********",
                                "digest" : {
                                  "sha256" : "%1$s"
                                }
                              }, {
                                "name" : "answer-file",
                                "uri" : "file:///etc/a%%20b.cfg",
                                "digest" : {
                                  "sha256" : "%2$s"
                                }
                              }, {
                                "name" : "configuration",
                                "digest" : {
                                  "sha256" : "%3$s"
                                }
                              } ]
                            },
                            "runDetails" : {
                              "builder" : {
                                "id" : "urn:image-factory:builder:v1",
                                "version" : {
                                  "image-factory" : "2.0.0",
                                  "qemu-img" : "7.2.22"
                                }
                              },
                              "metadata" : {
                                "invocationId" : "urn:uuid:0",
                                "startedOn" : "2026-11-22T01:02:03Z",
                                "finishedOn" : "2026-11-22T02:02:03Z"
                              }
                            }
                          }
                        }
                        """
                                .formatted(
                                        ONE,
                                        TWO,
                                        sha256(
                                                "{\"append\":\"a \\\"b\\\" ********\","
                                                        + "\"linux\":\"https://h/linux\"}")));
    }

    @Test
    void isWhatTheSpecificationsAsk() throws Exception {
        SlsaSchema.check(JsonTree.parse(written()));
    }

    @Test
    void canBeReadAgain() throws Exception {
        written();
        assertThat(ProvenanceReader.subjects(folder.resolve("x.provenance.json")))
                .isEqualTo(PROVENANCE.subjects());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "not JSON",
                "{\"_type\": 1}",
                "{\"_type\": \"https://in-toto.io/Statement/v1\", \"subject\": {}}",
                "{\"_type\": \"https://in-toto.io/Statement/v1\", \"subject\": [1]}",
                "{\"_type\": \"https://in-toto.io/Statement/v1\", \"predicateType\": \"x\"}",
                "{\"subject\": [], \"subject\": []}",
            })
    void whatIsNoProvenanceIsRefused(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("bad"), text);
        assertThatThrownBy(() -> ProvenanceReader.subjects(file)).isInstanceOf(IOException.class);
    }

    @Test
    void aDeepOrSplitDocumentIsRefused() throws Exception {
        Path deep = Files.writeString(folder.resolve("deep"), "{\"x\": " + "[".repeat(100_000));
        assertThatThrownBy(() -> ProvenanceReader.subjects(deep)).isInstanceOf(IOException.class);
        Path two = Files.writeString(folder.resolve("two"), written() + written());
        assertThatThrownBy(() -> ProvenanceReader.subjects(two))
                .hasMessage("there is text after its end");
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/x y, ''",
        "http://user@h:80/x, http://h:80/x",
        "rsync://u:p@h/m/x, rsync://h/m/x",
        "https://u:p@q@h/x, https://h/x",
        "https://h/x@y, https://h/x@y",
        "file:///a/b, file:///a/b",
        "/a/ü#b, file:///a/%C3%BC%23b",
    })
    void urisTellNoUser(String source, String uri) {
        assertThat(MaterialUri.of(source).orElse("")).isEqualTo(uri);
    }

    private static String sha256(String text) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
