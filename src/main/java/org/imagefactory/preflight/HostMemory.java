package org.imagefactory.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.spec.DataSize;

/**
 * The memory of this host, after the fields of {@code /proc/meminfo} that proc(5) describes.
 *
 * @param total what there is, swap space included
 * @param available what programs could get without swapping
 */
public record HostMemory(DataSize total, DataSize available) {

    static final Path FILE = Path.of("/proc/meminfo");

    private static final Pattern FIELD = Pattern.compile("(\\w+):\\s+([0-9]{1,15}) kB");

    /**
     * @throws IOException it cannot be told
     */
    public static HostMemory read() throws IOException {
        return read(FILE);
    }

    static HostMemory read(Path file) throws IOException {
        Map<String, Long> bytes = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            Matcher matcher = FIELD.matcher(line);
            if (matcher.matches()) {
                bytes.put(matcher.group(1), Long.parseLong(matcher.group(2)) * 1024);
            }
        }
        long total = bytes.getOrDefault("MemTotal", 0L) + bytes.getOrDefault("SwapTotal", 0L);
        if (total == 0) {
            throw new IOException("%s does not say MemTotal".formatted(file));
        }
        return new HostMemory(
                new DataSize(total), new DataSize(bytes.getOrDefault("MemAvailable", 0L)));
    }
}
