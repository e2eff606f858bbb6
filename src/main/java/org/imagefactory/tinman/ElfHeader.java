package org.imagefactory.tinman;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** The first bytes of a program, see elf(5): they tell which processors it is for. */
final class ElfHeader {

    /** Enough of it. */
    static final int LENGTH = 20;

    private static final int MARK = 0x7f454c46;
    private static final int ORDER = 5;
    private static final int LITTLE = 1;
    private static final int MACHINE = 18;

    private ElfHeader() {}

    /** What templates call such processors. */
    static List<String> names() {
        return List.of("x86_64", "aarch64", "i386", "armv7l", "ppc64", "ppc64le", "s390x");
    }

    /** Empty for what is no program, or one for others. */
    static Optional<String> arch(byte[] start) {
        ByteBuffer header = ByteBuffer.wrap(start);
        if (start.length < LENGTH || header.getInt(0) != MARK) {
            return Optional.empty();
        }
        boolean little = header.get(ORDER) == LITTLE;
        header.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return switch (header.getShort(MACHINE)) {
            case 3 -> Optional.of("i386");
            case 21 -> Optional.of(little ? "ppc64le" : "ppc64");
            case 22 -> Optional.of("s390x");
            case 40 -> Optional.of("armv7l");
            case 62 -> Optional.of("x86_64");
            case 183 -> Optional.of("aarch64");
            default -> Optional.empty();
        };
    }
}
