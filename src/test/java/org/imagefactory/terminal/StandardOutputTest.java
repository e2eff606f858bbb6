package org.imagefactory.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

    private static StandardOutput printed(OutputStream to) {
        StandardOutput out = new StandardOutput(to);
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        stream.println("one");
        stream.println("two");
        return out;
    }

    @Test
    void whatWasWrittenIsNoFault() {
        ByteArrayOutputStream to = new ByteArrayOutputStream();

        assertThat(printed(to).fault()).isEmpty();
        assertThat(to.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo\n");
    }

    @Test
    void aFullDiskIsOne() throws IOException {
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            assertThat(printed(full).fault())
                    .contains("cannot write to standard output: No space left on device");
        }
    }

    @Test
    void aReaderWhoHasSeenEnoughIsNone() {
        OutputStream gone =
                new OutputStream() {
                    @Override
                    public void write(int value) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };

        assertThat(printed(gone).fault()).isEmpty();
    }
}
