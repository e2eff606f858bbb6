package org.imagefactory.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.Records;
import org.imagefactory.report.Fact;
import org.imagefactory.report.Outcome;
import org.imagefactory.status.ImageStatus;
import org.imagefactory.status.Overview;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page as a parser of XML sees it, which forgives nothing. */
class StatusPageTest {

    private static final String NASTY =
            "</pre><script>alert('1')</script><img src=x onerror=\"y\">&";

    @TempDir private Path folder;

    @Test
    void tellsTheStateOfEveryImageTheWorstFirst() throws Exception {
        Document page =
                page(
                        new ImageStatus("a", List.of(Records.good("a", 1))),
                        new ImageStatus("d", List.of()),
                        new ImageStatus("b", List.of()),
                        new ImageStatus("c", List.of(Records.good("c", 0), Records.bad("c", 1))));

        assertThat(texts(page, "title")).startsWith("Images: 1 bad, 1 good, 2 never built");
        assertThat(texts(page, "h2")).containsExactly("cbad", "agood");
        assertThat(texts(page, "tr").subList(1, texts(page, "tr").size()))
                .startsWith("cbad2 d ago8 GiB", "agood34 h ago8 GiB");
        assertThat(texts(page, "p")).last().isEqualTo("never built: b, d");
        assertThat(texts(page, "dd"))
                .contains("2026-03-01 02:50, 2 d ago, took 20 min", "a-2026-03-02.qcow2, 8 GiB");
        assertThat(elements(page, "time").get(0).getAttribute("datetime"))
                .isEqualTo("2026-03-03T12:00:00Z");
        assertThat(texts(page, "time").get(0)).isEqualTo("2026-03-03 13:00 +01:00");
        List<String> targets =
                elements(page, "section").stream().map(e -> "#" + e.getAttribute("id")).toList();
        assertThat(links(page)).filteredOn(link -> link.startsWith("#")).isEqualTo(targets);
    }

    @Test
    void whatGuestsAndUsersWroteIsText() throws Exception {
        Files.writeString(
                folder.resolve("a-2026-03-02.changes"), NASTY + "\n+ " + NASTY + " 1\nx\n");
        Document page =
                page(
                        new ImageStatus(NASTY, List.of()),
                        new ImageStatus(
                                "a",
                                List.of(
                                        withScreen(Records.good("a", 1), NASTY + "\u001b[2J\u202e"),
                                        Records.record(
                                                "a",
                                                2,
                                                new Outcome(
                                                        ExitStatus.BUG,
                                                        NASTY + "\u0000\ud800",
                                                        NASTY)))));

        assertThat(elements(page, "script")).isEmpty();
        assertThat(elements(page, "img")).isEmpty();
        assertThat(texts(page, "pre"))
                .containsExactly(NASTY + "\\x00\\ud800", NASTY, NASTY + "\ufffd[2J\ufffd");
        assertThat(texts(page, "li")).containsExactly("added " + NASTY + " 1");
        assertThat(texts(page, "h2")).contains("abad");
        assertThat(texts(page, "p")).last().isEqualTo("never built: " + NASTY);
    }

    @Test
    void leadsToFilesThatAreThereAndNowhereElse() throws Exception {
        for (String name :
                List.of(
                        "a+b-2026-03-02.qcow2",
                        "a+b-2026-03-02.qcow2.sha256sum",
                        "a+b-2026-03-02.packages",
                        "a+b-2026-03-02.json",
                        "a+b-2026-03-02.log",
                        "a+b-2026-03-03.failure.tar.gz",
                        "a+b-2026-03-03.boot.console.log",
                        "a+b-2026-03-03.unknown")) {
            Files.createFile(folder.resolve(name));
        }
        Files.createSymbolicLink(
                folder.resolve("a+b-2026-03-03.json"), Path.of("a+b-2026-03-02.json"));
        ImageStatus image =
                new ImageStatus("a+b", List.of(Records.good("a+b", 1), Records.bad("a+b", 2)));

        Document page = parse(text(folder.resolve("web pages/index.html"), image));

        assertThat(links(page).stream().filter(link -> !link.startsWith("#")).distinct())
                .containsExactlyInAnyOrder(
                        "data:,",
                        "../a%2Bb-2026-03-02.qcow2",
                        "../a%2Bb-2026-03-02.qcow2.sha256sum",
                        "../a%2Bb-2026-03-02.packages",
                        "../a%2Bb-2026-03-02.json",
                        "../a%2Bb-2026-03-02.log",
                        "../a%2Bb-2026-03-03.failure.tar.gz",
                        "../a%2Bb-2026-03-03.boot.console.log");
    }

    @Test
    void loadsNothing() {
        String text = text(folder.resolve("i.html"), new ImageStatus("a", nights(40)));

        assertThat(text)
                .contains(
                        "content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;;")
                .doesNotContain("src=", "url(", "@import", "http:", "https:", "srcset", "<script")
                .doesNotContain("${");
    }

    @Test
    void chartsShowTheLastThirtyBuildsAndMarkFailures() throws Exception {
        Document page = page(new ImageStatus("a", nights(40)));

        List<Element> charts =
                elements(page, "svg").stream()
                        .filter(svg -> svg.getAttribute("role").equals("img"))
                        .toList();
        assertThat(charts).hasSize(2);
        for (Element chart : charts) {
            List<Element> bars = elements(chart, "g");
            assertThat(bars).hasSize(30);
            assertThat(bars.stream().filter(bar -> bar.getAttribute("class").equals("bad")))
                    .hasSize(3)
                    .allSatisfy(bar -> assertThat(classes(bar, "path")).contains("cross"));
            assertThat(elements(chart, "title"))
                    .hasSize(30)
                    .last()
                    .satisfies(
                            title -> assertThat(title.getTextContent()).startsWith("2026-04-09: "));
            for (Element bar : bars) {
                for (Element box : elements(bar, "rect")) {
                    assertThat(number(box, "y")).isBetween(0.0, 56.0);
                    assertThat(number(box, "y") + number(box, "height")).isBetween(0.0, 56.0);
                    assertThat(number(box, "x") + number(box, "width")).isBetween(0.0, 300.0);
                }
            }
        }
        assertThat(charts.get(1).getAttribute("aria-label"))
                .isEqualTo("Time of the last 30 builds, 3 of them failed; the newest: 20 min");
        assertThat(classes(charts.get(0), "rect")).filteredOn("bar"::equals).hasSize(27);
        assertThat(classes(charts.get(1), "rect")).filteredOn("bar"::equals).hasSize(30);
    }

    @Test
    void longListsOfChangesAreCut() throws Exception {
        List<String> lines = new ArrayList<>(List.of("a-1 -> a-2: +5 bytes"));
        IntStream.range(0, 250).forEach(i -> lines.add("^ package-" + i + " 1 -> 2"));
        lines.add("- gone 1");
        Files.write(folder.resolve("a-2026-03-02.changes"), lines);

        Document page = page(new ImageStatus("a", List.of(Records.good("a", 1))));

        assertThat(texts(page, "summary")).contains("Packages: 1 removed, 250 upgraded");
        assertThat(texts(page, "li")).hasSize(200).startsWith("upgraded package-0 1 -> 2");
        assertThat(texts(page, "a")).contains("51 more");
    }

    @Test
    void aFactoryThatDidNothingYetSaysSo() throws Exception {
        Document page =
                parse(
                        StatusPage.text(
                                new Overview(List.of(), List.of("no <access>")),
                                folder,
                                folder.resolve("i.html"),
                                clock(),
                                "image-factory 2"));

        assertThat(texts(page, "p")).contains("no <access>", "No image was ever built here.");
        assertThat(texts(page, "footer")).containsExactly("image-factory 2");
    }

    private static List<BuildRecord> nights(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i % 10 == 5 ? Records.bad("a", i) : Records.good("a", i))
                .toList();
    }

    private static BuildRecord withScreen(BuildRecord build, String screen) {
        return new BuildRecord(
                build.image(),
                build.date(),
                build.started(),
                build.finished(),
                build.outcome(),
                build.inputs(),
                build.outputs(),
                Map.of("install", Duration.ofMinutes(1)),
                Map.of(Fact.BOOT_SCREEN.key(), screen),
                0);
    }

    private static Clock clock() {
        return Clock.fixed(Instant.parse("2026-03-03T12:00:00Z"), ZoneId.of("Europe/Berlin"));
    }

    private Document page(ImageStatus... images) throws Exception {
        return parse(text(folder.resolve("i.html"), images));
    }

    private String text(Path page, ImageStatus... images) {
        Overview overview = new Overview(List.of(images), List.of());
        return StatusPage.text(overview, folder, page, clock(), "image-factory 2");
    }

    private static Document parse(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)));
    }

    private static List<Element> elements(Document page, String tag) {
        return elements(page.getDocumentElement(), tag);
    }

    private static List<Element> elements(Element parent, String tag) {
        NodeList nodes = parent.getElementsByTagName(tag);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static List<String> texts(Document page, String tag) {
        return elements(page, tag).stream()
                .map(element -> element.getTextContent().replaceAll("\\n", ""))
                .toList();
    }

    private static List<String> classes(Element parent, String tag) {
        return elements(parent, tag).stream().map(e -> e.getAttribute("class")).toList();
    }

    private static List<String> links(Document page) {
        return elements(page, "*").stream()
                .filter(element -> element.hasAttribute("href"))
                .map(element -> element.getAttribute("href"))
                .toList();
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
