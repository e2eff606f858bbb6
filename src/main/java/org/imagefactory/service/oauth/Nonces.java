package org.imagefactory.service.oauth;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.imagefactory.spec.Sha256;

/**
 * Which nonces were used, for as long as a request with one of them could be sent again.
 *
 * <p>Bounded: where one client used too many, the next ones are refused until time has passed, so
 * that nothing is ever accepted twice.
 */
final class Nonces {

    private record Used(long second, String nonce) {}

    private final int most;
    private final Deque<Used> inOrder = new ArrayDeque<>();
    private final Set<String> used = new HashSet<>();

    /**
     * @param most so many are remembered
     */
    Nonces(int most) {
        this.most = most;
    }

    /**
     * Uses one up.
     *
     * @param now in seconds
     * @param window a request is accepted for so many seconds before and after its time
     */
    synchronized void use(String nonce, long now, long window) throws UnauthorizedException {
        while (!inOrder.isEmpty() && inOrder.peekFirst().second() < oldest(now, window)) {
            used.remove(inOrder.removeFirst().nonce());
        }
        String digest = digest(nonce);
        if (used.contains(digest)) {
            throw new UnauthorizedException("This OAuth nonce was used before.");
        }
        if (used.size() >= most) {
            throw new UnauthorizedException(
                    "This OAuth client has sent too many requests in the last minutes; try later.");
        }
        used.add(digest);
        inOrder.addLast(new Used(now, digest));
    }

    /** A time in the future is accepted for the window once more. */
    static long oldest(long now, long window) {
        return now - 2 * window;
    }

    /** One that another run of the service saw, in the order in which they came. */
    synchronized void restore(long second, String digest) {
        if (used.size() < most && used.add(digest)) {
            inOrder.addLast(new Used(second, digest));
        }
    }

    /** Of one length, however long a nonce is. */
    static String digest(String nonce) {
        byte[] whole = Sha256.of(nonce).bytes();
        return Base64.getEncoder().encodeToString(Arrays.copyOf(whole, 18));
    }
}
