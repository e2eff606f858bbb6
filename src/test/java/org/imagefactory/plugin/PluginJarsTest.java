package org.imagefactory.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.imagefactory.error.BuildException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the documentation is compiled, put into a jar and used. */
class PluginJarsTest {

    private static final Path EXAMPLE = Path.of("docs/examples/plugin");

    @TempDir Path folder;
    @TempDir Path images;

    private record Deletion(Path folder, Optional<String> identifierOnProvider)
            implements DeletionJob {

        @Override
        public String imageId() {
            return "";
        }

        @Override
        public Parameters parameters() {
            return Parameters.NONE;
        }

        @Override
        public void progress(String activity, double fractionDone) {}

        @Override
        public void log(String line) {}

        @Override
        public void setProperty(String name, Object value) {}

        @Override
        public String target() {
            return "folder";
        }

        @Override
        public String provider() {
            return "";
        }

        @Override
        public Optional<String> credentials() {
            return Optional.empty();
        }

        @Override
        public Optional<String> accountIdentifier() {
            return Optional.empty();
        }
    }

    @Test
    void exampleWorks() throws Exception {
        Files.copy(EXAMPLE.resolve("Folder.info"), folder.resolve("Folder.info"));
        jar(folder.resolve("Folder.jar"));

        Plugins plugins = Plugins.load(folder, List.of());

        assertThat(plugins.find("Folder").orElseThrow().error()).isEmpty();
        CloudPlugin cloud = plugins.cloud("folder");
        RecordingJob job = new RecordingJob(folder, Parameters.NONE).at(images.toString());
        Files.writeString(job.targetBody(), "image");
        Pushed pushed = cloud.push(job);
        assertThat(Path.of(pushed.identifierOnProvider())).hasParent(images).hasContent("image");

        Deletion deletion = new Deletion(job.folder(), Optional.of(pushed.identifierOnProvider()));
        cloud.delete(deletion);
        cloud.delete(deletion);
        assertThat(images).isEmptyDirectory();
        assertThatThrownBy(() -> cloud.push(job.at(images.resolve("none").toString())))
                .isInstanceOf(BuildException.class);
    }

    @Test
    void brokenJarsHarmNobody() throws Exception {
        Files.copy(EXAMPLE.resolve("Folder.info"), folder.resolve("Folder.info"));
        jar(folder.resolve("Folder.jar"));
        Files.writeString(folder.resolve("A.jar"), "no jar");
        try (JarOutputStream jar = open(folder.resolve("B.jar"))) {
            jar.putNextEntry(new ZipEntry("META-INF/services/" + PluginFactory.class.getName()));
            jar.write("example.None\nexample.Other\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(Plugins.load(folder, List.of()).cloud("folder")).isNotNull();
    }

    private void jar(Path file) throws IOException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        compile(classes);
        try (JarOutputStream jar = open(file)) {
            add(jar, classes);
            add(jar, EXAMPLE);
        }
    }

    private static JarOutputStream open(Path file) throws IOException {
        OutputStream out = Files.newOutputStream(file);
        return new JarOutputStream(out);
    }

    private static void add(JarOutputStream jar, Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new ZipEntry(root.relativize(each).toString()));
                Files.copy(each, jar);
                jar.closeEntry();
            }
        }
    }

    private static Path program() {
        return Path.of(
                URI.create(
                        PluginFactory.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()));
    }

    private static void compile(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.list(EXAMPLE.resolve("example"))) {
            List<String> options = List.of("-d", classes.toString(), "-cp", program().toString());
            assertThat(
                            compiler.getTask(
                                            null,
                                            files,
                                            null,
                                            options,
                                            null,
                                            files.getJavaFileObjectsFromPaths(sources.toList()))
                                    .call())
                    .isTrue();
        }
    }
}
