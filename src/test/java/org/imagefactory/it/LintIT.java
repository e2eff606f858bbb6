package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code lint FILE}; {@link BrokenImageIT} has a build that finds something. */
class LintIT {

    @Test
    void findsNothingInACleanImage() throws IOException, InterruptedException {
        Factory factory =
                new Factory("mode=ok")
                        .set("on-finding", "fail")
                        .set("format", "qcow2")
                        .set("keep-raw", "true");
        factory.build(0);

        for (String suffix : new String[] {".raw", ".qcow2"}) {
            Path image = factory.result(suffix);
            Build lint = factory.start("lint", image.toString());
            assertThat(lint.exitStatus()).as(lint::output).isZero();
            assertThat(lint.output()).contains("ok: nothing found");
        }
    }
}
