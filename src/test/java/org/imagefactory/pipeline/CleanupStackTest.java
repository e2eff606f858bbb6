package org.imagefactory.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
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
    void inquiresOnlyIntoAFailure() {
        stack.always("undo a", () -> done.add("a"));
        stack.inquire("look at b", () -> done.add("b"));

        stack.unwind(true, warnings::add);

        assertThat(done).containsExactly("a");
    }

    @Test
    void inquiresWhileWhatWasAcquiredBeforeIsStillThere() {
        stack.always("undo a", () -> done.add("a"));
        stack.inquire("look at b", () -> done.add("b"));
        stack.always("undo c", () -> done.add("c"));

        stack.unwind(false, warnings::add);

        assertThat(done).containsExactly("c", "b", "a");
    }

    @Test
    void inquiresIntoNothingThatSomebodyCancelled() {
        stack.always("undo a", () -> done.add("a"));
        stack.inquire("look at b", () -> done.add("b"));
        Thread.currentThread().interrupt();

        stack.unwind(false, warnings::add);

        assertThat(done).containsExactly("a");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anInterruptEndsTheInquiries() {
        stack.always("undo a", () -> done.add("a"));
        stack.inquire("look at b", () -> done.add("b"));
        stack.inquire(
                "look at c",
                () -> {
                    throw new InterruptedException("enough");
                });

        stack.unwind(false, warnings::add);

        assertThat(done).containsExactly("a");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closedInquiriesAreForgotten() {
        stack.always("undo a", () -> done.add("a"));
        stack.inquire("look at b", () -> done.add("b"));
        stack.closeInquiries();
        stack.inquire("look at c", () -> done.add("c"));

        stack.unwind(false, warnings::add);

        assertThat(done).containsExactly("c", "a");
    }

    @Test
    void theReasonOfAFileIsTold() {
        stack.always(
                "keep a",
                () -> {
                    throw new AccessDeniedException("/a", "/b", null);
                });

        stack.unwind(false, warnings::add);

        assertThat(warnings).containsExactly("could not keep a: /a: permission denied");
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
    void anUndoThatAnInterruptBreaksIsDoneAgain() {
        stack.always("undo a", () -> done.add("a"));
        stack.always(
                "undo b",
                () -> {
                    done.add("b");
                    if (done.size() == 1) {
                        throw new InterruptedException("in the middle");
                    }
                });

        stack.unwind(false, warnings::add);

        assertThat(done).containsExactly("b", "b", "a");
        assertThat(warnings).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anUndoThatCannotBeDoneIsNotDoneForEver() {
        stack.always(
                "undo a",
                () -> {
                    done.add("a");
                    throw new InterruptedException("again");
                });

        stack.unwind(false, warnings::add);

        assertThat(done).containsExactly("a", "a");
        assertThat(warnings).containsExactly("could not undo a: again");
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
