package org.imagefactory;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.imagefactory.spec.ImageSpec;
import org.junit.jupiter.api.Test;

/**
 * What is to be built goes down only on its way from the façade to the steps: whoever is given a
 * specification hands it to rooms of lower layers, and to none that is above it. Engines stand
 * aside: the core asks them through a seam, and they make no steps.
 */
class SpecWayTest {

    private static final Set<String> ENGINES = Set.of("libvirt", "openstack");

    private final Rooms rooms = new Rooms();
    private final JavaClasses program = rooms.program();
    private final Set<String> way = new TreeSet<>();
    private final Set<String> climbs = new TreeSet<>();

    @Test
    void specificationsClimbNowhere() {
        Set<JavaCodeUnit> seen = new HashSet<>();
        Deque<JavaCodeUnit> open = new ArrayDeque<>();
        program.get(ImageFactory.class).getMethods().stream()
                .filter(SpecWayTest::carries)
                .forEach(open::add);
        while (!open.isEmpty()) {
            JavaCodeUnit giver = open.pop();
            if (seen.add(giver)) {
                takers(giver).forEach(taker -> note(giver, taker, open));
            }
        }

        assertThat(way).contains("", "attempt", "steps");
        assertThat(climbs).isEmpty();
    }

    private void note(JavaCodeUnit giver, JavaCodeUnit taker, Deque<JavaCodeUnit> open) {
        String from = Rooms.of(giver.getOwner());
        String to = Rooms.of(taker.getOwner());
        way.add(to);
        if (rooms.layer(to) > rooms.layer(from)) {
            climbs.add(giver.getFullName() + " to " + taker.getFullName());
        }
        open.push(taker);
        if (taker.isConstructor() && keeps(taker.getOwner())) {
            open.addAll(taker.getOwner().getCodeUnits());
        }
    }

    private static boolean keeps(JavaClass type) {
        return type.getFields().stream().anyMatch(field -> carries(field.getRawType()));
    }

    /** What is called with a specification; of an interface, what implements it. */
    private Stream<JavaCodeUnit> takers(JavaCodeUnit giver) {
        return Stream.concat(
                        giver.getMethodCallsFromSelf().stream(),
                        giver.getConstructorCallsFromSelf().stream())
                .map(JavaCodeUnitAccess::getTarget)
                .flatMap(target -> target.resolveMember().stream())
                .map(JavaCodeUnit.class::cast)
                .filter(SpecWayTest::carries)
                .flatMap(unit -> Stream.concat(Stream.of(unit), implementations(unit)));
    }

    private static Stream<JavaCodeUnit> implementations(JavaCodeUnit unit) {
        return unit.getModifiers().contains(JavaModifier.ABSTRACT)
                ? unit.getOwner().getAllSubclasses().stream()
                        .filter(type -> !ENGINES.contains(Rooms.of(type)))
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getName().equals(unit.getName()))
                        .map(JavaCodeUnit.class::cast)
                : Stream.of();
    }

    private static boolean carries(JavaCodeUnit unit) {
        return unit.getRawParameterTypes().stream().anyMatch(SpecWayTest::carries);
    }

    /** The specification, or a record that has it. */
    private static boolean carries(JavaClass type) {
        boolean ours = type.getPackageName().startsWith("org.imagefactory");
        return type.isEquivalentTo(ImageSpec.class) || (ours && type.isRecord() && has(type));
    }

    private static boolean has(JavaClass type) {
        return type.getFields().stream()
                .map(JavaMember::getDescriptor)
                .anyMatch(descriptor -> descriptor.contains("/spec/ImageSpec;"));
    }
}
