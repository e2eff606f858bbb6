package org.imagefactory.tinman;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.netboot.ContentDownload;
import org.imagefactory.netboot.NetbootLimits;
import org.imagefactory.spec.Customisation;
import org.imagefactory.spec.GuestCommand;
import org.imagefactory.spec.GuestContent;
import org.imagefactory.spec.GuestFile;
import org.imagefactory.spec.PackageRepository;
import org.imagefactory.tdl.Icicle;
import org.imagefactory.tdl.Template;
import org.imagefactory.tdl.TemplateReader;
import org.imagefactory.tdl.TemplateRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomisationReaderTest {

    private static final String HEAD =
            """
            <template><name>n</name><os><name>a</name><version>1</version><arch>x86_64</arch>
            <install type='url'><url>http://m.example/</url></install>
            """;

    @TempDir Path folder;

    @Test
    void everythingIsTakenWithItsPlace() throws Exception {
        Customisation wanted =
                read(
                        HEAD
                                + """
                                </os>
                                <repositories><repository name='a b'>
                                  <url>http://r.example/x</url><signed>yes</signed>
                                  <persisted>no</persisted></repository></repositories>
                                <packages><package name='p'/><package name='q'/>
                                  <package name='p'/></packages>
                                <files><file name='/etc/t'> text </file>
                                <file name='/etc/b' type='base64'>AP8K</file></files>
                                <precommands><command name='pre'>true</command></precommands>
                                <commands><command name='last' position='2'>two</command>
                                <command name='first' position='1'>one</command></commands>
                                </template>""",
                        true);

        assertThat(wanted.repositories())
                .containsExactly(
                        new PackageRepository("a b", "http://r.example/x", true, false, false));
        assertThat(wanted.packages()).containsExactly("p", "q");
        assertThat(wanted.precommands()).extracting(GuestCommand::name).containsExactly("pre");
        assertThat(wanted.commands())
                .extracting(GuestCommand::name)
                .containsExactly("first", "last");
        assertThat(wanted.commands().get(0).origin()).isEqualTo("t:13");
        GuestFile text = wanted.files().get(0);
        assertThat(text).isEqualTo(new GuestFile("/etc/t", new GuestContent.Text("text"), "t:9"));
        Path stored = stored(wanted.files().get(1).content());
        assertThat(stored).hasBinaryContent(new byte[] {0, -1, 10});
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stored)))
                .isEqualTo("rw-------");
    }

    @Test
    void repositoriesAndPrecommandsAloneAreNothing() throws Exception {
        Customisation wanted =
                read(
                        HEAD
                                + """
                                </os><repositories><repository name='a'>
                                <url>http://r.example/x</url></repository></repositories>
                                <precommands><command name='p' type='url'>http://h.invalid/x
                                </command></precommands></template>""",
                        true);

        assertThat(wanted).isEqualTo(Customisation.NONE);
    }

    @Test
    void addressesAreFetched() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = "<html>anything</html>".getBytes(UTF_8);
                    boolean known = exchange.getRequestURI().getPath().equals("/a.html");
                    exchange.sendResponseHeaders(known ? 200 : 404, known ? body.length : -1);
                    if (known) {
                        exchange.getResponseBody().write(body);
                    }
                    exchange.close();
                });
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();

            Path file = stored(read(withFile(base + "/a.html"), false).files().get(0).content());

            assertThat(file).hasContent("<html>anything</html>");
            assertThatThrownBy(() -> read(withFile(base + "/b"), false))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining(base + "/b");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void filesOfThisHostAreForWhoeverIsHere() throws Exception {
        Path file = Files.writeString(folder.resolve("x y"), "here");
        String template = withFile(file.toUri().toString());

        assertThat(stored(read(template, true).files().get(0).content())).isEqualTo(file);
        assertThatThrownBy(() -> read(template, false))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("t:3: 'file:")
                .hasMessageEndingWith("is a file of this host");
        assertThatThrownBy(() -> read(withFile("file:///no/such"), true))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void extraLinesBelongToThePackagesInTheirOrder() throws Exception {
        Customisation wanted =
                read(
                        HEAD
                                + "<icicle><extra_command>print it</extra_command></icicle></os>"
                                + "</template>",
                        true);

        GuestCommand facts = wanted.packageFacts().orElseThrow();
        String script = ((GuestContent.Text) facts.content()).text();
        String between = script.lines().filter(line -> line.startsWith("echo")).findAny().get();
        assertThat(script).contains("\nprint it\n");
        assertThat(
                        PackageFacts.items(
                                List.of(
                                        "b-1.x86_64",
                                        "a",
                                        between.replaceAll(".*'(.*)'", "$1"),
                                        "of b")))
                .containsExactly(
                        new Icicle.Item("b-1.x86_64", Optional.of("of b")),
                        new Icicle.Item("a", Optional.empty()));
    }

    /** A real shell, with the packages of this machine. */
    @Test
    void anEmptyLineBelongsToAPackage() throws Exception {
        Process shell =
                new ProcessBuilder("sh", "-c", PackageFacts.script("printf 'one\\n\\nthree\\n'"))
                        .start();
        shell.getOutputStream().close();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        assertThat(output).endsWith("--\none\n \nthree\n");
        assertThat(new ProcessBuilder("sh", "-c", PackageFacts.script("exit 3")).start().waitFor())
                .isEqualTo(3);
    }

    private static String withFile(String address) {
        return HEAD
                + "</os><files><file name='/f' type='url'>%s</file></files></template>"
                        .formatted(address);
    }

    private Customisation read(String text, boolean localFiles) throws Exception {
        Template template = TemplateReader.read(text, TemplateRules.PLAIN);
        Contents contents =
                new Contents(
                        new ContentDownload(Map.of(), NetbootLimits.DEFAULT),
                        Files.createTempDirectory(folder, "contents"),
                        localFiles,
                        event -> {});
        return new CustomisationReader(new Places("t", template.source()), contents)
                .read(template, true);
    }

    private static Path stored(GuestContent content) {
        return ((GuestContent.Stored) content).file();
    }
}
