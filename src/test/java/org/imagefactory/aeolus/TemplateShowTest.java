package org.imagefactory.aeolus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateShowTest {

    @TempDir Path folder;

    @Test
    void tellsWhyATemplateComesToNothing() throws Exception {
        Program program = new Program(folder);

        assertThat(program.run("template", "show", "mock.tdl")).isEqualTo(1);
        assertThat(program.err()).contains("no section of the configuration is for MockOS_A 1");
        assertThat(program.out()).isEmpty();
    }

    @Test
    void tellsTheFaultsOfAnInvalidOne() throws Exception {
        Program program = new Program(folder);
        program.file("bad.tdl", "<template><name>x</name></template>");

        assertThat(program.run("template", "show", "bad.tdl")).isEqualTo(3);
        assertThat(program.err()).contains("bad.tdl: line 1: /template/os: <os> is missing");
        assertThat(program.run("template", "show", "none.tdl")).isEqualTo(1);
    }
}
