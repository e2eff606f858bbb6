package org.imagefactory.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.imagefactory.exec.ChildJvm;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals to a process whose work hears no interrupt. */
final class SignalsTest {

    /** The program, in whatever it does. */
    static final class Stubborn {

        private Stubborn() {}

        public static void main(String[] arguments) throws Exception {
            Process child = new ProcessBuilder("sleep", "600").start();
            new Signals("the end").interrupt(Thread.currentThread(), name -> await());
            System.out.println(child.pid());
            if (arguments[0].equals("thread")) {
                new Thread(
                                () -> {
                                    throw new OutOfMemoryError("full");
                                })
                        .start();
            }
            await();
        }

        private static void await() {
            while (true) {
                LockSupport.parkNanos(1_000_000_000L);
                Thread.interrupted(); // is not heard
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "thread, 4"})
    @Timeout(120)
    void endsTheProgramWhateverItDoes(String signal, int status) throws Exception {
        Process program =
                new ProcessBuilder(ChildJvm.command("32m", Stubborn.class, signal)).start();
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            long child = Long.parseLong(reader.readLine());
            if (!signal.equals("thread")) {
                List<String> kill = List.of("kill", "-" + signal, Long.toString(program.pid()));
                assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
            }
            assertThat(program.waitFor(90, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).isEqualTo(status);
            assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
        } finally {
            program.destroyForcibly();
        }
    }
}
