package org.imagefactory.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanupStackTest {

    private final CleanupStack stack = new CleanupStack();
    private final List<String> done = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    @Test
    void unwindsInReverse() {
        stack.always("undo a", () -> done.add("a"));
        stack.onFailure("undo b", () -> done.add("b"));
        stack.always("undo c", () -> done.add("c"));

        stack.unwind(false, warnings::add);

        assertThat(done).containsExactly("c", "b", "a");
        assertThat(warnings).isEmpty();
    }

    @Test
    void keepsOnSuccessWhatIsOnlyUndoneOnFailure() {
        stack.always("undo a", () -> done.add("a"));
        stack.onFailure("undo b", () -> done.add("b"));

        stack.unwind(true, warnings::add);

        assertThat(done).containsExactly("a");
    }

    @Test
    void failingUndoIsAWarningAndStopsNothing() {
        stack.always("undo a", () -> done.add("a"));
        stack.always(
                "undo b",
                () -> {
                    throw new IllegalStateException("stuck");
                });

        stack.unwind(false, warnings::add);

        assertThat(done).containsExactly("a");
        assertThat(warnings).containsExactly("could not undo b: stuck");
    }

    @Test
    void keepsAnInterruptAwayFromTheUndosAndRestoresIt() {
        stack.always("undo a", () -> done.add("interrupted: " + Thread.interrupted()));
        stack.always("undo b", () -> Thread.currentThread().interrupt());
        Thread.currentThread().interrupt();

        stack.unwind(false, warnings::add);

        assertThat(done).containsExactly("interrupted: false");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void runsEachUndoOnce() {
        stack.always("undo a", () -> done.add("a"));

        stack.unwind(true, warnings::add);
        stack.unwind(true, warnings::add);

        assertThat(done).containsExactly("a");
    }
}
