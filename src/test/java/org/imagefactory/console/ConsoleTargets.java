package org.imagefactory.console;

import java.nio.ByteBuffer;

/** Entries for the fuzzer. */
public final class ConsoleTargets {

    private ConsoleTargets() {}

    public static void console(byte[] bytes) {
        ConsoleMonitor monitor = new ConsoleMonitor(event -> {});
        BootMonitor boot = new BootMonitor(event -> {});
        for (int at = 0; at < bytes.length; at += 97) {
            int length = Math.min(97, bytes.length - at);
            monitor.feed(ByteBuffer.wrap(bytes, at, length));
            boot.feed(ByteBuffer.wrap(bytes, at, length));
            monitor.question();
            monitor.failure();
        }
        monitor.end();
        boot.end();
        String shown = monitor.lastLines(20) + "" + monitor.screen() + boot.failedUnits();
        if (shown.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalStateException("a control character came through");
        }
    }
}
