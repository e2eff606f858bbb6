package org.imagefactory.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.imagefactory.spec.AnswerFile;
import org.junit.jupiter.api.Test;

class KickstartScriptsTest {

    @Test
    void scriptsOfShells() {
        String text =
                """
                text
                %pre --interpreter=/usr/bin/python3
                print()
                %end
                %packages
                @core
                %end
                %post --nochroot --interpreter /bin/sh
                #!/bin/sh
                # comment
                [[ -e x ]]
                %end
                %onerror
                true
                """;

        assertThat(EmbeddedScripts.in(AnswerFile.Kind.KICKSTART, text))
                .containsExactly(
                        new EmbeddedScript(
                                "%post", 8, "#!/bin/bash\n# /bin/sh\n# comment\n[[ -e x ]]\n"),
                        new EmbeddedScript("%onerror", 13, "#!/bin/bash\ntrue\n"));
    }
}
