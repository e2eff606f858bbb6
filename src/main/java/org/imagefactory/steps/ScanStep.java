package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.manifest.SourceListFile;
import org.imagefactory.manifest.SourceListFile.SourceList;
import org.imagefactory.manifest.Vex;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Fact;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.scan.ScanResult;
import org.imagefactory.scan.ScanVex;
import org.imagefactory.scan.Scanner;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.ScanPolicy;
import org.imagefactory.tools.DiskFailures;

/**
 * Looks for known vulnerabilities of what is installed. Without advisories the image goes without,
 * with a warning, unless findings were to fail the build: then nobody knows that there are none.
 */
public final class ScanStep implements Step {

    private final Workspace workspace;
    private final ImageSpec spec;
    private final Scanner scanner;

    public ScanStep(Workspace workspace, ImageSpec spec, Scanner scanner) {
        this.workspace = workspace;
        this.spec = spec;
        this.scanner = scanner;
    }

    @Override
    public String name() {
        return "scan";
    }

    @Override
    public String description() {
        return "look for known vulnerabilities";
    }

    @Override
    public List<String> preview() {
        return List.of("write " + workspace.publishedDocument(DocumentKind.SCAN));
    }

    @Override
    public Repetition repetition() {
        return Repetition.POSSIBLE;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        ScanPolicy policy = spec.upkeep().scan();
        Path list = workspace.document(DocumentKind.SOURCES);
        try {
            if (!Files.exists(list)) {
                throw new DownloadException(
                        "there is no package list, so nothing can be scanned", "");
            }
            SourceList installed = SourceListFile.read(list);
            ScanResult result =
                    scanner.scan(
                            new Scanner.Subject(
                                    installed, spec.cacheFolder(), policy, spec.downloads()),
                            context.listener());
            result.write(workspace.document(DocumentKind.SCAN));
            Path bom = workspace.document(DocumentKind.CYCLONEDX);
            if (Files.exists(bom)) {
                Vex.add(bom, ScanVex.of(result));
            }
            context.facts().value(Fact.VULNERABILITIES, Long.toString(result.open()));
            context.facts().value(Fact.VULNERABILITIES_FIXABLE, Long.toString(result.fixable()));
            context.listener().note(result.summary());
            Scanner.require(result, policy);
        } catch (DownloadException e) {
            if (policy.gate().isSet()) {
                throw e;
            }
            context.listener().warning("not scanned: " + e.getMessage());
        } catch (IOException e) {
            throw DiskFailures.io("scanning", workspace.staging(), e);
        }
    }
}
