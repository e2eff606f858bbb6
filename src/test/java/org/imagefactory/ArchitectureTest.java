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
        "disk",
        "error",
        "evidence",
        "exec",
        "files",
        "forms",
        "guest",
        "json",
        "lint",
        "machine",
        "manifest",
        "netboot",
        "pipeline",
        "preflight",
        "report",
        "results",
        "spec",
        "steps",
        "terminal",
        "tools",
        "validation",
        "xml"
    };

    private static final String[] ENGINES = {"libvirt", "openstack", "engines"};

    private static final String[] NIGHTLY = {
        "batch", "cli", "config", "freshness", "history", "resume", "retention", "status", "web"
    };

    private static final String[] TEMPLATES = {
        "aeolus", "lifecycle", "plugin", "service", "store", "tdl", "tinman"
    };

    private static final String[] CLOUDS = {"clouds"};

    /** Knows nothing of ours, so that everybody may know it. */
    private static final String FILES = "files";

    @ArchTest
    static final ArchRule no_cycles =
            slices().matching("org.imagefactory.(*)..").should().beFreeOfCycles();

    @ArchTest static final ArchRule error_knows_nothing = mayKnow("error");

    @ArchTest static final ArchRule files_know_nothing = mayKnow(FILES);

    @ArchTest static final ArchRule json_knows_nothing = mayKnow("json");

    @ArchTest static final ArchRule xml_knows_nothing = mayKnow("xml");

    @ArchTest static final ArchRule spec_knows_errors_only = mayKnow("spec", "error");

    @ArchTest static final ArchRule report = mayKnow("report", "error", "spec");

    @ArchTest static final ArchRule terminal = mayKnow("terminal", "error", "report");

    @ArchTest static final ArchRule exec = mayKnow("exec", "error");

    @ArchTest static final ArchRule config = mayKnow("config", "error", "spec");

    @ArchTest static final ArchRule disk = mayKnow("disk", "error", "spec");

    @ArchTest
    static final ArchRule pipeline = mayKnow("pipeline", "error", "spec", "report", "results");

    @ArchTest static final ArchRule results = mayKnow("results", "error", "spec");

    @ArchTest
    static final ArchRule tools =
            mayKnow("tools", "error", "spec", "exec", "pipeline", "report", "results");

    @ArchTest
    static final ArchRule machine =
            mayKnow("machine", "error", "spec", "exec", "report", "pipeline", "console");

    @ArchTest
    static final ArchRule libvirt =
            mayKnow(
                    "libvirt",
                    "error",
                    "spec",
                    "exec",
                    "report",
                    "pipeline",
                    "console",
                    "tools",
                    "results",
                    "machine");

    @ArchTest
    static final ArchRule openstack =
            mayKnow(
                    "openstack",
                    "error",
                    "spec",
                    "exec",
                    "report",
                    "pipeline",
                    "console",
                    "tools",
                    "results",
                    "disk",
                    "json",
                    "machine",
                    "clouds.http",
                    "clouds.openstack");

    @ArchTest
    static final ArchRule engines =
            mayKnow("engines", "spec", "machine", "exec", "config", "libvirt", "openstack");

    @ArchTest static final ArchRule forms = mayKnow("forms", "error", "spec", "exec", "report");

    @ArchTest static final ArchRule tdl = mayKnow("tdl", "error", "json", "spec", "xml");

    @ArchTest static final ArchRule store = mayKnow("store", "error", "json");

    @ArchTest
    static final ArchRule plugin = mayKnow("plugin", "error", "exec", "json", "spec", "tdl");

    @ArchTest
    static final ArchRule lifecycle =
            mayKnow("lifecycle", "error", "json", "report", "build", "tdl", "store", "plugin");

    /** Whatever the core has may go into a template's build. */
    @ArchTest
    static final ArchRule tinman =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "tinman..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            rooms(
                                    "libvirt",
                                    "openstack",
                                    "engines",
                                    "cli",
                                    "aeolus",
                                    "lifecycle",
                                    "service",
                                    "store"));

    @ArchTest
    static final ArchRule service =
            mayKnow(
                    "service",
                    "error",
                    "json",
                    "spec",
                    "exec",
                    "report",
                    "build",
                    "tdl",
                    "store",
                    "plugin",
                    "lifecycle",
                    "aeolus",
                    "terminal",
                    "xml");

    @ArchTest
    static final ArchRule clouds =
            mayKnow(
                    "clouds", "error", "spec", "exec", "tools", "disk", "forms", "guest", "json",
                    "report", "tdl", "plugin", "xml");

    @ArchTest
    static final ArchRule callback =
            mayKnow("lifecycle.callback", "error", "json", "store", "lifecycle");

    @ArchTest
    static final ArchRule only_entries_know_callbacks =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "lifecycle")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "lifecycle.callback");

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
    static final ArchRule netboot =
            mayKnow("netboot", "error", "spec", "exec", "report", "tools", "disk");

    @ArchTest static final ArchRule netboot_file = mayKnow("netboot.file", "error", "spec", "disk");

    @ArchTest
    static final ArchRule netboot_verify =
            mayKnow("netboot.verify", "error", "spec", "exec", "report", "tools", "netboot.file");

    @ArchTest
    static final ArchRule netboot_cache =
            mayKnow("netboot.cache", "error", "spec", "report", "netboot.file", "netboot.verify");

    @ArchTest
    static final ArchRule netboot_fetch =
            mayKnow(
                    "netboot.fetch",
                    "error",
                    "spec",
                    "exec",
                    "report",
                    "netboot.file",
                    "netboot.cache");

    @ArchTest
    static final ArchRule netboot_http =
            mayKnow(
                    "netboot.http",
                    "error",
                    "spec",
                    "exec",
                    "report",
                    "netboot.file",
                    "netboot.cache",
                    "netboot.fetch");

    @ArchTest
    static final ArchRule nobody_sees_the_rooms_of_netboot =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "netboot..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "netboot.*..");

    @ArchTest
    static final ArchRule history = mayKnow("history", "error", "spec", "report", "results");

    @ArchTest
    static final ArchRule resume =
            mayKnow(
                    "resume",
                    "error",
                    "spec",
                    "report",
                    "results",
                    "pipeline",
                    "disk",
                    "answer",
                    "history");

    @ArchTest static final ArchRule build = mayKnow("build", "error", "spec", "report", "exec");

    @ArchTest static final ArchRule batch = mayKnow("batch", "error", "spec", "report", "build");

    @ArchTest
    static final ArchRule freshness =
            mayKnow(
                    "freshness",
                    "error",
                    "spec",
                    "report",
                    "results",
                    "history",
                    "netboot",
                    "answer");

    @ArchTest
    static final ArchRule retention =
            mayKnow(
                    "retention",
                    "error",
                    "spec",
                    "report",
                    "history",
                    "pipeline",
                    "results",
                    "machine");

    @ArchTest
    static final ArchRule status = mayKnow("status", "error", "spec", "report", "history");

    @ArchTest
    static final ArchRule web =
            mayKnow("web", "error", "spec", "report", "history", "status", "pipeline", "results");

    @ArchTest static final ArchRule console = mayKnow("console", "error", "spec", "report");

    @ArchTest
    static final ArchRule customisation =
            mayKnow("customisation", "error", "spec", "report", "console", "guest");

    @ArchTest
    static final ArchRule preflight =
            mayKnow(
                    "preflight",
                    "machine",
                    "report",
                    "error",
                    "spec",
                    "exec",
                    "tools",
                    "answer",
                    "validation",
                    "pipeline",
                    "results");

    @ArchTest static final ArchRule validation = mayKnow("validation", "error", "spec", "xml");

    @ArchTest static final ArchRule answer = mayKnow("answer", "error", "spec", "disk");

    @ArchTest
    static final ArchRule manifest =
            mayKnow(
                    "manifest",
                    "error",
                    "spec",
                    "exec",
                    "tools",
                    "disk",
                    "guest",
                    "pipeline",
                    "results",
                    "report");

    @ArchTest
    static final ArchRule guest =
            mayKnow("guest", "error", "spec", "exec", "tools", "disk", "pipeline", "report");

    @ArchTest
    static final ArchRule evidence =
            mayKnow(
                    "evidence",
                    "machine",
                    "error",
                    "spec",
                    "exec",
                    "report",
                    "pipeline",
                    "tools",
                    "disk",
                    "guest",
                    "console");

    @ArchTest
    static final ArchRule lint =
            mayKnow("lint", "error", "spec", "exec", "tools", "disk", "guest", "pipeline");

    @ArchTest
    static final ArchRule steps =
            mayKnow(
                    "steps",
                    "machine",
                    "error",
                    "spec",
                    "exec",
                    "report",
                    "pipeline",
                    "results",
                    "tools",
                    "netboot",
                    "console",
                    "customisation",
                    "disk",
                    "forms",
                    "guest",
                    "evidence",
                    "lint",
                    "manifest",
                    "answer");

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

    private static String[] rooms(String... names) {
        return Stream.of(names).map(name -> ROOT + name + "..").toArray(String[]::new);
    }

    private static ArchRule mayKnow(String who, String... others) {
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
