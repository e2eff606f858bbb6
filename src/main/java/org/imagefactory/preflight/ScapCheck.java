package org.imagefactory.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.report.Finding;
import org.imagefactory.scan.ScapContent;
import org.imagefactory.scan.ScapEvaluator;
import org.imagefactory.scan.ScapSandbox;
import org.imagefactory.scan.ScapSystems;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.ScapPolicy;

/**
 * Whether OpenSCAP can judge the image that will be: whether there is a guide with the profile, and
 * this host lets oscap run where it sees nothing but the image. For which system the guide has to
 * be is only known by what osinfo calls it, until it is installed.
 */
final class ScapCheck implements Check {

    private final ProcessRunner runner;
    private final SearchPath path;

    ScapCheck(ProcessRunner runner, SearchPath path) {
        this.runner = runner;
        this.path = path;
    }

    @Override
    public List<Finding> look(ImageSpec spec) throws InterruptedException {
        Optional<ScapPolicy> policy = spec.upkeep().scan().scap();
        if (policy.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(guide(policy.get(), spec.machine().engine().system()));
        boolean installed =
                ScapSandbox.programs().stream()
                        .allMatch(program -> path.find(program.command()).isPresent());
        if (installed) { // the check of the programs tells of missing ones
            namespaces().ifPresent(findings::add);
        }
        return findings;
    }

    private Finding guide(ScapPolicy policy, Optional<String> osinfo) throws InterruptedException {
        Optional<String> product = osinfo.flatMap(ScapSystems::product);
        Optional<Path> file = policy.content().or(() -> product.map(ScapContent::of));
        if (file.isEmpty()) {
            return ScapContent.installed().isEmpty()
                    ? error(ScapEvaluator.noContent("any system"))
                    : Finding.ok(
                            "there are security guides: "
                                    + String.join(", ", ScapContent.installed()));
        }
        if (policy.content().isEmpty() && !Files.exists(file.get())) {
            return error(ScapEvaluator.noContent(product.orElseThrow()));
        }
        if (policy.content().isPresent()) {
            Finding there =
                    FilesCheck.file(Field.SCAP_CONTENT.place(), "security guide", file.get());
            if (there.isError()) {
                return there;
            }
        }
        try {
            ScapContent content = ScapContent.read(file.get());
            return content.profile(policy.profile()).isPresent()
                    ? Finding.ok("%s has the profile '%s'".formatted(file.get(), policy.profile()))
                    : wrongProfile(content, policy.profile());
        } catch (IOException e) {
            return Finding.configurationError(
                    policy.content().isPresent() ? Field.SCAP_CONTENT.place() : "",
                    "the security guide '%s' %s".formatted(file.get(), e.getMessage()),
                    "name a data stream, as ssg-debian12-ds.xml is one");
        }
    }

    private static Finding wrongProfile(ScapContent content, String wanted) {
        HostException told = ScapEvaluator.noProfile(content, wanted);
        return Finding.configurationError(
                Field.SCAN.place(), String.valueOf(told.getMessage()), told.advice().orElse(""));
    }

    private Optional<Finding> namespaces() throws InterruptedException {
        try {
            new ScapSandbox(runner).probe();
            return Optional.empty();
        } catch (CommandException e) {
            return Optional.of(
                    Finding.hostError(
                            "oscap cannot be kept from this host's files: " + e.getMessage(),
                            ("%s needs namespaces of users, and subordinate ids for this user:"
                                            + " 'usermod --add-subuids 100000-165535"
                                            + " --add-subgids 100000-165535 USER'; root needs"
                                            + " neither")
                                    .formatted(Program.UNSHARE.command())));
        }
    }

    private static Finding error(HostException told) {
        return Finding.hostError(String.valueOf(told.getMessage()), told.advice().orElse(""));
    }
}
