package org.imagefactory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.imagefactory.ArchitectureTest.ROOT;
import static org.imagefactory.ArchitectureTest.mayKnow;
import static org.imagefactory.ArchitectureTest.rooms;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Whom the rooms of engines, front ends, templates and clouds may know; {@link ArchitectureTest}
 * asks.
 */
final class WingRooms {

    private WingRooms() {}

    @ArchTest static final ArchRule config = mayKnow("config", "error", "spec");

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

    @ArchTest static final ArchRule tdl = mayKnow("tdl", "error", "json", "spec", "xml");

    @ArchTest static final ArchRule store = mayKnow("store", "error", "json");

    @ArchTest
    static final ArchRule plugin = mayKnow("plugin", "error", "exec", "json", "spec", "tdl");

    @ArchTest
    static final ArchRule lifecycle =
            mayKnow(
                    "lifecycle",
                    "error",
                    "json",
                    "report",
                    "build",
                    "tdl",
                    "store",
                    "plugin",
                    "http");

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
                    "html",
                    "xml");

    @ArchTest
    static final ArchRule clouds =
            mayKnow(
                    "clouds", "error", "spec", "exec", "tools", "disk", "forms", "guest", "json",
                    "report", "tdl", "plugin", "xml", "http");

    @ArchTest
    static final ArchRule callback =
            mayKnow("lifecycle.callback", "error", "json", "store", "lifecycle", "http");

    @ArchTest
    static final ArchRule only_entries_know_callbacks =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "lifecycle")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "lifecycle.callback");

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

    /** Not the steps: whoever orders the build knows which there are. */
    @ArchTest
    static final ArchRule attempt =
            mayKnow(
                    "attempt",
                    "answer",
                    "build",
                    "catalog",
                    "error",
                    "evidence",
                    "exec",
                    "freshness",
                    "history",
                    "machine",
                    "netboot",
                    "pipeline",
                    "preflight",
                    "report",
                    "resume",
                    "retention",
                    "spec",
                    "status",
                    "tools",
                    "web");

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
                    "scan",
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
    static final ArchRule catalog =
            mayKnow(
                    "catalog", "error", "spec", "exec", "report", "results", "disk", "tools",
                    "json", "history");

    @ArchTest
    static final ArchRule status = mayKnow("status", "error", "spec", "report", "history");

    @ArchTest
    static final ArchRule web =
            mayKnow(
                    "web",
                    "error",
                    "spec",
                    "report",
                    "history",
                    "status",
                    "pipeline",
                    "results",
                    "scan",
                    "html");
}
