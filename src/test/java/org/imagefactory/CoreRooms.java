package org.imagefactory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.imagefactory.ArchitectureTest.ROOT;
import static org.imagefactory.ArchitectureTest.mayKnow;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Whom the rooms of the core may know; {@link ArchitectureTest} asks. */
final class CoreRooms {

    private CoreRooms() {}

    @ArchTest static final ArchRule error_knows_nothing = mayKnow("error");

    @ArchTest static final ArchRule files_know_nothing = mayKnow("files");

    @ArchTest static final ArchRule json_knows_nothing = mayKnow("json");

    @ArchTest static final ArchRule http_knows_nothing = mayKnow("http");

    @ArchTest static final ArchRule html = mayKnow("html", "error");

    @ArchTest static final ArchRule xml_knows_nothing = mayKnow("xml");

    @ArchTest static final ArchRule spec_knows_errors_only = mayKnow("spec", "error");

    @ArchTest static final ArchRule report = mayKnow("report", "error", "spec");

    @ArchTest static final ArchRule terminal = mayKnow("terminal", "error", "report");

    @ArchTest static final ArchRule exec = mayKnow("exec", "error");

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
    static final ArchRule scan =
            mayKnow(
                    "scan",
                    "disk",
                    "error",
                    "files",
                    "spec",
                    "exec",
                    "report",
                    "pipeline",
                    "results",
                    "tools",
                    "guest",
                    "manifest",
                    "netboot",
                    "xml");

    @ArchTest static final ArchRule forms = mayKnow("forms", "error", "spec", "exec", "report");

    @ArchTest
    static final ArchRule netboot =
            mayKnow("netboot", "error", "spec", "exec", "report", "tools", "disk", "xml", "http");

    @ArchTest static final ArchRule netboot_file = mayKnow("netboot.file", "error", "spec", "disk");

    @ArchTest
    static final ArchRule netboot_verify =
            mayKnow(
                    "netboot.verify",
                    "error",
                    "spec",
                    "exec",
                    "report",
                    "tools",
                    "xml",
                    "netboot.file");

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
                    "http",
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

    @ArchTest static final ArchRule build = mayKnow("build", "error", "spec", "report", "exec");

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
                    "results",
                    "scan");

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
    static final ArchRule difference =
            mayKnow(
                    "difference",
                    "error",
                    "spec",
                    "exec",
                    "report",
                    "pipeline",
                    "tools",
                    "disk",
                    "guest",
                    "manifest");

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
                    "scan",
                    "answer");
}
