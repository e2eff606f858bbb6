package org.imagefactory.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.console.ConsoleMonitor;

/**
 * What the watch over a serial console costs: reads a console of 2 MB, made of a real one and of
 * screens that newt paints, in the small pieces in which it comes, and looks at it once for each 4
 * KB: installers write less than that in a second. Not a test: {@code ./dev bench} starts it.
 */
public final class ConsoleBench {

    private static final int BYTES = 2 << 20;
    private static final int READ = 200;
    private static final int READS_PER_LOOK = 20;

    private ConsoleBench() {}

    /**
     * @param arguments the file with what an installer wrote
     */
    public static void main(String[] arguments) throws Exception {
        byte[] console = console(Files.readAllBytes(Path.of(arguments[0])));
        for (int round = 1; round <= 3; round++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            watch(console);
            long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            System.out.printf(
                    "  round %d: %.0f ms of CPU time for each MB%n",
                    round, nanos / 1e6 * (1 << 20) / console.length);
        }
    }

    private static byte[] console(byte[] sample) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; all.size() < BYTES; i++) {
            all.write(sample);
            all.write(box(i).getBytes(StandardCharsets.UTF_8));
        }
        return all.toByteArray();
    }

    /** A progress box in the middle of an empty screen, and lines that were never there before. */
    private static String box(int number) {
        String box = "\u001b[37;44m\u001b[2J\u001b[8;10H\u001b(0lqqqqqqqqqqqqqqqqqqqqqqk";
        for (int row = 9; row < 13; row++) {
            box += "\u001b[%d;10Hx %-20s x".formatted(row, row == 11 ? number % 100 + "%" : "");
        }
        box += "\u001b[13;10Hmqqqqqqqqqqqqqqqqqqqqqqj\u001b(B\u001b[0m\u001b[24;1H\r\n";
        for (int line = 0; line < 20; line++) {
            String name = Integer.toString(number * 20 + line, 26).replaceAll("[0-9]", "z");
            box += "Unpacking lib%s:amd64 (1:17.%d-2) ...\r\n".formatted(name, line);
        }
        return box;
    }

    private static void watch(byte[] console) {
        ConsoleMonitor monitor = new ConsoleMonitor(event -> {});
        for (int read = 0; read * READ < console.length; read++) {
            int start = read * READ;
            int count = Math.min(READ, console.length - start);
            monitor.feed(ByteBuffer.wrap(console, start, count));
            if (read % READS_PER_LOOK == 0) {
                monitor.question();
                monitor.failure();
            }
        }
        monitor.end();
    }
}
