package org.imagefactory;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and the program's methods are small enough to be read at once. */
class SizeTest {

    private static final int FILE_LINES = 400;
    private static final int MEDIAN_FILE_LINES = 80;
    private static final int METHOD_LINES = 50;

    private final List<Path> sources = below("src/main/java");

    private static List<Path> below(String folder) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return (int) lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/test/java"})
    void filesAreShort(String folder) {
        assertThat(below(folder))
                .allSatisfy(file -> assertThat(lines(file)).isLessThanOrEqualTo(FILE_LINES));
    }

    @Test
    void mostFilesAreShorter() {
        List<Integer> lengths = sources.stream().map(SizeTest::lines).sorted().toList();

        assertThat(lengths.get(lengths.size() / 2)).isLessThanOrEqualTo(MEDIAN_FILE_LINES);
    }

    @Test
    void methodsAreShort() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> tooLong = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new LongMethods(positions, unit, tooLong).scan(unit, null);
            }
        }

        assertThat(tooLong).isEmpty();
    }

    /** Adds to a list what is too long, from the line with the name to the closing brace. */
    private static final class LongMethods extends TreeScanner<Void, Void> {

        private final SourcePositions positions;
        private final CompilationUnitTree unit;
        private final List<String> tooLong;

        LongMethods(SourcePositions positions, CompilationUnitTree unit, List<String> tooLong) {
            this.positions = positions;
            this.unit = unit;
            this.tooLong = tooLong;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            LineMap lines = unit.getLineMap();
            long first = lines.getLineNumber(positions.getStartPosition(unit, method));
            long last = lines.getLineNumber(positions.getEndPosition(unit, method));
            String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
            String name = file.replace(".java", "." + method.getName());
            if (last - first + 1 > METHOD_LINES) {
                tooLong.add("%s, line %d: %d lines".formatted(name, first, last - first + 1));
            }
            return super.visitMethod(method, null);
        }
    }
}
