package org.imagefactory.customisation;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Entries for the fuzzer. */
public final class CustomisationTargets {

    private static final CustomisationScript SCRIPT =
            new CustomisationScript(
                    "",
                    List.of(item(Item.Kind.COMMAND), item(Item.Kind.FACTS), item(Item.Kind.FILE)));

    private CustomisationTargets() {}

    private static Item item(Item.Kind kind) {
        return new Item(kind, kind.name(), kind.name(), Duration.ofMinutes(1));
    }

    /** A port of a system that knows the nonce; a zero byte is a gap. */
    public static void port(byte[] bytes) {
        CustomisationMonitor monitor =
                new CustomisationMonitor(SCRIPT, "n0", Set.of("secret"), event -> {});
        var reader = monitor.reader();
        int from = 0;
        for (int at = 0; at <= bytes.length; at++) {
            if (at == bytes.length || bytes[at] == 0) {
                reader.feed(ByteBuffer.wrap(bytes, from, at - from));
                from = at;
                monitor.current();
                monitor.latest();
                if (at < bytes.length) {
                    reader.missed();
                }
            }
        }
        reader.end();
        if (monitor.finished() > SCRIPT.items().size()
                || monitor.lastLines(40).toString().contains("secret")) {
            throw new IllegalStateException("more than there is was told");
        }
    }
}
