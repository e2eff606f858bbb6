package org.imagefactory;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rooms of the program, and which of them know which; the root's name is empty. */
final class Rooms {

    private static final String ROOT = "org.imagefactory";

    private final JavaClasses program;
    private final NavigableMap<String, NavigableSet<String>> knows = new TreeMap<>();

    Rooms() {
        program = new ClassFileImporter().importPath(place());
        for (JavaClass type : program) {
            NavigableSet<String> others = knows.computeIfAbsent(of(type), any -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .filter(other -> other.getPackageName().startsWith(ROOT))
                    .map(Rooms::of)
                    .forEach(others::add);
        }
        knows.forEach((room, others) -> others.remove(room));
    }

    /** Only where the program is, not where the tests are. */
    private static Path place() {
        try {
            return Path.of(
                    ImageFactory.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    JavaClasses program() {
        return program;
    }

    NavigableSet<String> all() {
        return knows.navigableKeySet();
    }

    NavigableSet<String> knows(String room) {
        return knows.get(room);
    }

    /** 0 for a room that knows no other; else one more than the highest that it knows. */
    int layer(String room) {
        return knows.get(room).stream().mapToInt(other -> layer(other) + 1).max().orElse(0);
    }

    /** The first part of the package's name below the root. */
    static String of(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1).replaceFirst("\\..*", "");
    }
}
