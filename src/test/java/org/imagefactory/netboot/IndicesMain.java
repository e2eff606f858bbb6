package org.imagefactory.netboot;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;

/** Looks a package up in the indices of an archive that nobody signed. */
public final class IndicesMain {

    private IndicesMain() {}

    /** Arguments: an empty folder, the release file. */
    public static void main(String[] args) throws Exception {
        Set<PackageIndices.Version> wanted =
                new HashSet<>(Set.of(new PackageIndices.Version("tool", "1", "amd64")));
        try {
            new PackageIndices(new CommonsExecRunner(System.getenv()), Map.of())
                    .find(
                            SourceUri.parse(args[1]),
                            wanted,
                            Set.of("amd64"),
                            Verification.NONE,
                            Path.of(args[0]),
                            event -> {});
            System.out.println("missing " + wanted.size());
        } catch (BuildException e) {
            System.out.println("status " + e.exitStatus().code() + " " + e.getMessage());
        }
    }
}
