package org.imagefactory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.imagefactory.ArchitectureTest.ROOT;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;

/** One library, one package; and few who may reach past the program. */
@AnalyzeClasses(packages = "org.imagefactory", importOptions = ArchitectureTest.WithoutTests.class)
class LibrariesTest {

    @ArchTest static final ArchRule mustache = library("com.samskivert..", "answer", "html");

    @ArchTest static final ArchRule picocli = library("picocli..", "aeolus", "cli", "service");

    @ArchTest static final ArchRule jline = library("org.jline..", "console", "terminal");

    @ArchTest
    static final ArchRule logback =
            library("ch.qos.logback..", "aeolus", "cli", "service", "terminal");

    @ArchTest static final ArchRule jetty = library("org.eclipse.jetty..", "service.http");

    @ArchTest
    static final ArchRule okhttp =
            library("okhttp3..", "http", "netboot.http", "lifecycle.callback", "clouds.http");

    @ArchTest static final ArchRule json_schemas = library("com.networknt..", "validation");

    @ArchTest
    static final ArchRule jackson_databind =
            library("com.fasterxml.jackson.databind..", "validation");

    @ArchTest static final ArchRule xml = library("org.xml.sax..", "validation", "tdl", "xml");

    /** What a parser must not fetch is said once. */
    @ArchTest
    static final ArchRule only_xml_makes_parsers =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "xml..")
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(
                            SAXParserFactory.class,
                            DocumentBuilderFactory.class,
                            XMLInputFactory.class);

    @ArchTest
    static final ArchRule snakeyaml = library("org.yaml..", "validation", "clouds.openstack");

    @ArchTest
    static final ArchRule commons_codec = library("org.apache.commons.codec..", "lint", "tinman");

    /** What happens in a build is an event of the build, which knows its id; no thread does. */
    @ArchTest
    static final ArchRule slf4j =
            library(
                    "org.slf4j..",
                    "aeolus",
                    "batch",
                    "catalog",
                    "cli",
                    "exec",
                    "plugin",
                    "service",
                    "terminal",
                    "tinman",
                    "tools");

    @ArchTest static final ArchRule commons_exec = library("org.apache.commons.exec..", "exec");

    @ArchTest
    static final ArchRule commons_compress =
            library(
                    "org.apache.commons.compress..",
                    "catalog",
                    "difference",
                    "evidence",
                    "guest",
                    "scan",
                    "clouds");

    @ArchTest
    static final ArchRule no_process_outside_exec =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "exec..")
                    .should()
                    .callConstructor(ProcessBuilder.class, String[].class)
                    .orShould()
                    .callConstructor(ProcessBuilder.class, java.util.List.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Runtime.class)
                    .andShould()
                    .resideOutsideOfPackages(
                            ROOT + "aeolus..",
                            ROOT + "cli..",
                            ROOT + "service",
                            ROOT + "terminal..");

    @ArchTest
    static final ArchRule only_cli_reads_the_environment =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            ROOT + "aeolus..",
                            ROOT + "cli..",
                            ROOT + "service",
                            ROOT + "terminal..")
                    .should()
                    .callMethod(System.class, "getenv")
                    .orShould()
                    .callMethod(System.class, "getenv", String.class)
                    .orShould()
                    .callMethod(System.class, "getProperty", String.class)
                    .orShould()
                    .callMethod(System.class, "exit", int.class)
                    .orShould()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err");

    private static ArchRule library(String packages, String... homes) {
        String[] allowed = Stream.of(homes).map(home -> ROOT + home + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packages);
    }
}
