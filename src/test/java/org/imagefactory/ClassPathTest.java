package org.imagefactory;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program starts with the libraries that its classes need, and with no others. */
class ClassPathTest {

    private static final Pattern JAR = Pattern.compile("([^/ ]+)-[0-9][^/ ]*\\.jar");
    private static final Pattern NEEDS =
            Pattern.compile("^([^ ]+)-[0-9][^ ]*\\.jar -> .*?" + JAR + "$", Pattern.MULTILINE);

    private final Path program = home(ImageFactory.class);
    private final List<Path> jars;

    ClassPathTest() throws IOException {
        jars = jars();
    }

    @ParameterizedTest
    @CsvSource({
        "image-factory, org.imagefactory.cli.Main",
        "imagefactory, org.imagefactory.aeolus.Main",
        "imagefactoryd, org.imagefactory.service.Main",
    })
    void hasWhatItNeeds(String name, String main) throws IOException {
        List<String> listed =
                Files.readAllLines(Path.of("src/main/sh", name + ".classpath")).stream()
                        .filter(line -> !line.startsWith("#"))
                        .toList();

        assertThat(listed).isSorted().containsExactlyInAnyOrderElementsOf(needed(main));
    }

    /** What the classes that can be reached from there use, and what that uses in turn. */
    private Set<String> needed(String main) throws IOException {
        Set<String> needed = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(used(main));
        Set<List<String>> edges = edges();
        while (!open.isEmpty()) {
            String name = open.pop();
            if (needed.add(name)) {
                edges.stream()
                        .filter(edge -> edge.get(0).equals(name))
                        .forEach(edge -> open.push(edge.get(1)));
            }
        }
        return needed;
    }

    /** The libraries that our own classes use. */
    private Set<String> used(String main) throws IOException {
        JavaClasses ours = new ClassFileImporter().importPath(program);
        Set<String> used = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        Deque<JavaClass> open = new ArrayDeque<>(List.of(ours.get(main)));
        try (URLClassLoader libraries = new URLClassLoader(urls(), null)) {
            while (!open.isEmpty()) {
                for (Dependency dependency : open.pop().getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (!seen.add(target.getName())) {
                        continue;
                    }
                    if (ours.contain(target.getName())) {
                        open.push(ours.get(target.getName()));
                    } else {
                        library(libraries, target).ifPresent(used::add);
                    }
                }
            }
        }
        return used;
    }

    private static Optional<String> library(URLClassLoader libraries, JavaClass type) {
        URL file = libraries.findResource(type.getName().replace('.', '/') + ".class");
        return Optional.ofNullable(file)
                .map(URL::getPath)
                .map(path -> JAR.matcher(path.replaceFirst("!.*", "")))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1));
    }

    private URL[] urls() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    /** Which library uses which. */
    private Set<List<String>> edges() {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--multi-release",
                                "17",
                                "-summary",
                                "-R",
                                "--ignore-missing-deps",
                                "-cp"));
        StringBuilder path = new StringBuilder();
        jars.forEach(jar -> path.append(jar).append(File.pathSeparator));
        arguments.add(path.toString());
        arguments.add(program.toString());
        StringWriter out = new StringWriter();
        try (PrintWriter writer = new PrintWriter(out)) {
            ToolProvider.findFirst("jdeps")
                    .orElseThrow()
                    .run(writer, writer, arguments.toArray(String[]::new));
        }
        Set<List<String>> edges = new HashSet<>();
        NEEDS.matcher(out.toString())
                .results()
                .forEach(edge -> edges.add(List.of(edge.group(1), edge.group(2))));
        assertThat(edges).as(out.toString()).contains(List.of("okhttp-jvm", "okio-jvm"));
        return edges;
    }

    /** Whatever starts the tests: each jar has a manifest. */
    private static List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (URL manifest :
                Collections.list(
                        ClassPathTest.class
                                .getClassLoader()
                                .getResources("META-INF/MANIFEST.MF"))) {
            String jar = manifest.getPath().replaceFirst("!.*", "");
            if (jar.endsWith(".jar")) {
                jars.add(Path.of(URI.create(jar)));
            }
        }
        return jars;
    }

    private static Path home(Class<?> type) {
        try {
            URI location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(location);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
