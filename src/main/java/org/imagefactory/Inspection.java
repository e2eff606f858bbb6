package org.imagefactory;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.difference.ImageComparison;
import org.imagefactory.difference.Report;
import org.imagefactory.error.BuildException;
import org.imagefactory.lint.FileLint;
import org.imagefactory.lint.LintFinding;
import org.imagefactory.machine.Engine;
import org.imagefactory.manifest.ImageVerifier;
import org.imagefactory.manifest.SourceListFile.SourceList;
import org.imagefactory.manifest.Verdict;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.preflight.Preflight;
import org.imagefactory.report.BootResult;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.Finding;
import org.imagefactory.scan.ForeignSources;
import org.imagefactory.scan.ScanResult;
import org.imagefactory.scan.Scanner;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.FileSpec;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.steps.ImageFileTester;
import org.jspecify.annotations.Nullable;

/**
 * Looks at images and hosts, and builds nothing. For any front end. What images have in common is
 * asked of the host once.
 */
public final class Inspection {

    private final Parts parts;
    private final Map<Path, Preflight> preflights = new HashMap<>();
    private @Nullable Engine engine;

    Inspection(Parts parts) {
        this.parts = parts;
    }

    /**
     * Looks for everything that would keep a build from succeeding. Changes nothing.
     *
     * @param description how those who ask speak of the image
     * @param outputFolder where the results would go
     * @throws InterruptedException the calling thread was interrupted
     */
    public List<Finding> check(ImageSpec spec, Description description, Path outputFolder)
            throws InterruptedException {
        Path folder = parts.workspace(spec.name(), outputFolder).outputFolder();
        return preflight(folder).thorough(spec).stream()
                .map(finding -> finding.told(description))
                .toList();
    }

    /** Of no use to those who only look at files. It remembers what it asked the host. */
    private synchronized Preflight preflight(Path outputFolder) {
        Preflight known = preflights.get(outputFolder);
        if (known == null) {
            engine = engine == null ? parts.engine(parts.runner()) : engine;
            known = parts.preflight(outputFolder, parts.runner(), engine);
            preflights.put(outputFolder, known);
        }
        return known;
    }

    /**
     * Checks the content of an image file; changes nothing and leaves nothing behind.
     *
     * @param file absolute
     * @param listener hears warnings
     * @return empty if all is well
     * @throws BuildException the file cannot be looked into
     * @throws InterruptedException the calling thread was interrupted
     */
    public List<LintFinding> lint(FileSpec spec, Path file, BuildListener listener)
            throws BuildException, InterruptedException {
        CleanupStack cleanup = new CleanupStack();
        try {
            return new FileLint(parts.runner(), parts.surroundings().temporaryFolder())
                    .lint(file, spec.proofs().lint().rules(), cleanup);
        } finally {
            cleanup.unwind(true, listener::warning);
        }
    }

    /**
     * Compares two image files; changes nothing and leaves nothing behind.
     *
     * @param before absolute
     * @param after absolute
     * @param report hears of each difference
     * @param listener hears progress and warnings
     * @return whether they are the same, but for what each installation makes anew
     * @throws BuildException a file cannot be looked into
     * @throws InterruptedException the calling thread was interrupted
     */
    public boolean compare(Path before, Path after, Report report, BuildListener listener)
            throws BuildException, InterruptedException {
        CleanupStack cleanup = new CleanupStack();
        try {
            return new ImageComparison(parts.runner(), parts.surroundings().temporaryFolder())
                    .compare(before, after, report, listener, cleanup);
        } finally {
            cleanup.unwind(true, listener::warning);
        }
    }

    /**
     * Looks for known vulnerabilities of what a file has: an image, or a list of source packages.
     *
     * @param file absolute
     * @param listener hears progress and warnings
     * @throws BuildException it cannot be looked into, or there are no advisories for it
     * @throws InterruptedException the calling thread was interrupted
     */
    public ScanResult scan(FileSpec spec, Path file, BuildListener listener)
            throws BuildException, InterruptedException {
        CleanupStack cleanup = new CleanupStack();
        try {
            SourceList installed =
                    new ForeignSources(parts.runner(), parts.surroundings().temporaryFolder())
                            .read(file, cleanup);
            return parts.scanner()
                    .scan(
                            new Scanner.Subject(
                                    installed, spec.cacheFolder(), spec.scan(), spec.downloads()),
                            listener);
        } finally {
            cleanup.unwind(true, listener::warning);
        }
    }

    /**
     * Checks a finished image by what was published with it: digest, signatures, provenance.
     *
     * @param image the file
     * @param keyring OpenPGP keys that it has to be signed with; empty for those that gpg knows
     * @param listener hears progress
     * @return what was found, in order
     * @throws BuildException it is no image, or a program that is needed is missing
     * @throws InterruptedException the calling thread was interrupted
     */
    public List<Verdict> verify(Path image, Optional<Path> keyring, BuildListener listener)
            throws BuildException, InterruptedException {
        return new ImageVerifier(parts.runner(), parts.surroundings().temporaryFolder())
                .verify(image, keyring, listener);
    }

    /**
     * Boots an image file on a throw-away copy until it proves itself. The file is only read.
     * Interrupt the calling thread to cancel.
     *
     * @param image absolute; raw or qcow2, whoever made it
     * @param listener hears what happens
     * @return how it proved itself
     * @throws BuildException it did not, or cannot be tested here
     * @throws InterruptedException the calling thread was interrupted
     */
    public BootResult test(FileSpec spec, Path image, BuildListener listener)
            throws BuildException, InterruptedException {
        return new ImageFileTester(
                        parts.engine(parts.runner()),
                        parts.surroundings().temporaryFolder(),
                        System::nanoTime)
                .run(spec, image, listener);
    }
}
