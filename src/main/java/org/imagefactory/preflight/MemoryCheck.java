package org.imagefactory.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.ImageSpec;

/** Memory for the machine, after the fields of {@code /proc/meminfo} that proc(5) describes. */
final class MemoryCheck implements Check {

    private static final Pattern FIELD = Pattern.compile("(\\w+):\\s+([0-9]{1,15}) kB");

    private final Path memoryInfo;

    MemoryCheck(Path memoryInfo) {
        this.memoryInfo = memoryInfo;
    }

    @Override
    public List<Finding> look(ImageSpec spec) {
        if (!Connection.isLocalQemu(spec.machine())) {
            return List.of();
        }
        try {
            return judge(spec.machine().memory(), fields());
        } catch (IOException e) {
            return List.of(Finding.warning("cannot tell the free memory: " + e.getMessage(), ""));
        }
    }

    private static List<Finding> judge(DataSize wanted, Map<String, Long> fields) {
        long total = fields.getOrDefault("MemTotal", 0L) + fields.getOrDefault("SwapTotal", 0L);
        DataSize free = new DataSize(fields.getOrDefault("MemAvailable", 0L));
        String text = "%s of memory available, the machine gets %s".formatted(free, wanted);
        if (total == 0) {
            return List.of(Finding.warning("cannot tell the free memory", ""));
        }
        if (wanted.bytes() > total) {
            return List.of(
                    Finding.hostError(
                            "the machine gets %s of memory, but this host has only %s"
                                    .formatted(wanted, new DataSize(total)),
                            "set 'ram' to less"));
        }
        boolean enough = wanted.bytes() <= free.bytes();
        return List.of(
                enough
                        ? Finding.ok(text)
                        : Finding.warning(text, "set 'ram' to less or end other programs"));
    }

    private Map<String, Long> fields() throws IOException {
        Map<String, Long> bytes = new HashMap<>();
        for (String line : Files.readAllLines(memoryInfo)) {
            Matcher matcher = FIELD.matcher(line);
            if (matcher.matches()) {
                bytes.put(matcher.group(1), Long.parseLong(matcher.group(2)) * 1024);
            }
        }
        return bytes;
    }
}
