package org.imagefactory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** Who may know whom; {@link LibrariesTest} says who may know what others wrote. */
@AnalyzeClasses(packages = "org.imagefactory", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {

    /** The library knows the folders of build programs; a developer may compile elsewhere. */
    static final class WithoutTests implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("/test/");
        }
    }

    static final String ROOT = "org.imagefactory.";

    private static final String[] CORE = {
        "answer",
        "build",
        "console",
        "customisation",
        "difference",
        "disk",
        "error",
        "evidence",
        "exec",
        "files",
        "forms",
        "guest",
        "html",
        "http",
        "json",
        "lint",
        "machine",
        "manifest",
        "netboot",
        "pipeline",
        "preflight",
        "report",
        "results",
        "scan",
        "spec",
        "steps",
        "terminal",
        "tools",
        "validation",
        "xml"
    };

    private static final String[] ENGINES = {"libvirt", "openstack", "engines"};

    private static final String[] NIGHTLY = {
        "attempt",
        "batch",
        "catalog",
        "cli",
        "config",
        "freshness",
        "history",
        "resume",
        "retention",
        "status",
        "web"
    };

    private static final String[] TEMPLATES = {
        "aeolus", "lifecycle", "plugin", "service", "store", "tdl", "tinman"
    };

    private static final String[] CLOUDS = {"clouds"};

    /** Knows nothing of ours, so that everybody may know it. */
    private static final String FILES = "files";

    @ArchTest static final ArchTests rooms_of_the_core = ArchTests.in(CoreRooms.class);

    @ArchTest static final ArchTests rooms_of_the_wings = ArchTests.in(WingRooms.class);

    @ArchTest
    static final ArchRule no_cycles =
            slices().matching("org.imagefactory.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_nightly_factory_knows_no_templates =
            noClasses()
                    .that()
                    .resideInAnyPackage(rooms(NIGHTLY))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(rooms(TEMPLATES));

    /** Its entry chooses what the program runs machines with; nothing else could tell. */
    @ArchTest
    static final ArchRule only_the_entry_chooses_the_engine =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(rooms(ENGINES))
                    .and()
                    .resideOutsideOfPackages(rooms("cli", "aeolus"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(rooms(ENGINES));

    @ArchTest
    static final ArchRule entries_choose_among_all_engines =
            noClasses()
                    .that()
                    .resideInAnyPackage(rooms("cli", "aeolus"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(rooms("libvirt", "openstack"));

    /** What one front end needs, or one engine, must not hold up another. */
    @ArchTest
    static final ArchRule the_core_knows_no_wing =
            noClasses()
                    .that()
                    .resideInAnyPackage(rooms(CORE))
                    .should()
                    .dependOnClassesThat(
                            JavaClass.Predicates.resideInAPackage("org.imagefactory..")
                                    .and(
                                            JavaClass.Predicates.resideOutsideOfPackages(
                                                    rooms(CORE))));

    @ArchTest
    static final ArchRule the_facade_knows_neither_front_ends_nor_engines =
            noClasses()
                    .that()
                    .resideInAPackage("org.imagefactory")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(rooms("cli", "config", "libvirt", "openstack", "engines"));

    @ArchTest
    static final ArchRule only_front_ends_know_the_facade =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "org.imagefactory",
                            ROOT + "cli..",
                            ROOT + "tinman..",
                            ROOT + "aeolus..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.imagefactory");

    /** Others ask the façade, which knows what comes before and after. */
    @ArchTest
    static final ArchRule only_the_facade_knows_attempts =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("org.imagefactory", ROOT + "attempt..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "attempt..");

    /** So that a room is not forgotten by the rules about wings. */
    @ArchTest
    static final ArchRule every_room_belongs_to_a_wing =
            classes()
                    .should()
                    .resideInAnyPackage(
                            Stream.of(
                                            Stream.of("org.imagefactory"),
                                            Stream.of(rooms(CORE)),
                                            Stream.of(rooms(ENGINES)),
                                            Stream.of(rooms(NIGHTLY)),
                                            Stream.of(rooms(TEMPLATES)),
                                            Stream.of(rooms(CLOUDS)))
                                    .flatMap(wing -> wing)
                                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule only_the_facade_knows_the_steps =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("org.imagefactory", ROOT + "steps..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "steps..");

    @ArchTest
    static final ArchRule nobody_knows_the_command_line =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "cli..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "cli..");

    /** Days are one way of naming builds; whoever orders builds decides. */
    @ArchTest
    static final ArchRule the_core_knows_no_day =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            Stream.of(
                                            "answer",
                                            "build",
                                            "console",
                                            "difference",
                                            "disk",
                                            "error",
                                            "evidence",
                                            "exec",
                                            "forms",
                                            "guest",
                                            "libvirt",
                                            "lint",
                                            "manifest",
                                            "netboot",
                                            "openstack",
                                            "pipeline",
                                            "preflight",
                                            "report",
                                            "results",
                                            "steps",
                                            "tools",
                                            "validation")
                                    .map(room -> ROOT + room + "..")
                                    .toArray(String[]::new))
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(java.time.LocalDate.class);

    @ArchTest
    static final ArchRule classes_are_final_or_made_for_more =
            classes()
                    .that()
                    .areTopLevelClasses()
                    .and()
                    .areNotInterfaces()
                    .should(beFinalOrAbstractOrEnum());

    static String[] rooms(String... names) {
        return Stream.of(names).map(name -> ROOT + name + "..").toArray(String[]::new);
    }

    static ArchRule mayKnow(String who, String... others) {
        String[] allowed =
                Stream.concat(Stream.of(who, FILES), Stream.of(others))
                        .map(room -> ROOT + room + "..")
                        .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ROOT + who + "..")
                .should()
                .dependOnClassesThat(
                        com.tngtech.archunit.base.DescribedPredicate.describe(
                                "are ours outside of " + String.join(", ", allowed),
                                type ->
                                        type.getPackageName().startsWith("org.imagefactory")
                                                && !JavaClass.Predicates.resideInAnyPackage(allowed)
                                                        .test(type)))
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> beFinalOrAbstractOrEnum() {
        return new ArchCondition<>("be final, abstract or an enumeration") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean fine =
                        type.getModifiers().contains(JavaModifier.FINAL)
                                || type.getModifiers().contains(JavaModifier.ABSTRACT)
                                || type.isEnum()
                                || type.getSimpleName().equals("package-info");
                events.add(new SimpleConditionEvent(type, fine, type.getName() + " is open"));
            }
        };
    }
}
