package org.imagefactory.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuestionTest {

    @Test
    void knownQuestionIsToBePreseeded() {
        assertThat(question("Write the changes to disks?", Optional.of("partman/confirm")).advice())
                .startsWith("preseed partman/confirm");
    }

    @Test
    void unknownQuestionIsToBeLookedUp() {
        assertThat(question("What now?", Optional.empty()).advice())
                .contains("debconf-get-selections");
    }

    @Test
    void errorCannotBePreseeded() {
        assertThat(
                        question(
                                        "Install the base system\n!! ERROR: Unable to install busybox",
                                        Optional.empty())
                                .advice())
                .contains("mirror")
                .doesNotContain("preseed");
    }

    private static Question question(String text, Optional<String> template) {
        return new Question(
                Optional.of(InstallerFamily.DEBIAN), Question.Sureness.CERTAIN, text, template);
    }
}
