package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/** Looks into the archive that a failed build leaves. */
final class Bundle {

    private final Path archive;
    private final String top;

    Bundle(Path archive) {
        this.archive = archive;
        top = archive.toFile().getName().replace(".tar.gz", "") + "/";
    }

    /** Names of all members, in order, below the one folder that everything is in. */
    List<String> members() {
        List<String> names = TestHost.onThisHost("tar", "tzf", archive.toString());
        assertThat(names).allMatch(name -> name.startsWith(top));
        return names.stream().map(name -> name.substring(top.length())).toList();
    }

    /** The content of a member. */
    String text(String member) {
        return String.join(
                "\n", TestHost.onThisHost("tar", "xzOf", archive.toString(), top + member));
    }
}
