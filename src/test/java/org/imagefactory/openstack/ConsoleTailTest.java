package org.imagefactory.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ConsoleTailTest {

    private final ConsoleTail tail = new ConsoleTail();

    @Test
    void whatGrowsIsToldOnce() {
        assertThat(tail.news("")).isEmpty();
        assertThat(tail.news("one\r\n")).isEqualTo("one\r\n");
        assertThat(tail.news("one\r\n")).isEmpty();
        assertThat(tail.news("one\r\ntwo")).isEqualTo("two");
        assertThat(tail.news("")).isEmpty();
        assertThat(tail.news("one\r\ntwo\r\n")).isEqualTo("\r\n");
    }

    @Test
    void anAnswerMayBeginLater() {
        tail.news("one\ntwo\nthree\n");

        assertThat(tail.news("two\nthree\nfour\n")).isEqualTo("four\n");
        assertThat(tail.news("\uFFFDr\nfive\n")).isEqualTo("five\n");
    }

    @Test
    void whereNothingIsInCommonAllIsNew() {
        tail.news("one\ntwo\n");

        assertThat(tail.missed()).isFalse();
        assertThat(tail.news("later\n")).isEqualTo("later\n");
        assertThat(tail.missed()).isTrue();
        assertThat(tail.news("later\nmore\n")).isEqualTo("more\n");
        assertThat(tail.missed()).isFalse();
    }

    @Test
    void halfACharacterIsToldWhenItIsWhole() {
        assertThat(tail.news("a\uFFFD")).isEqualTo("a");
        assertThat(tail.news("a─b")).isEqualTo("─b");
    }

    @Test
    void anyStreamComesWhole() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            StringBuilder all = new StringBuilder();
            StringBuilder told = new StringBuilder();
            ConsoleTail each = new ConsoleTail();
            for (int answer = 0; answer < 20; answer++) {
                for (int i = random.nextInt(90); i > 0; i--) {
                    all.append((char) ('a' + random.nextInt(26)));
                }
                told.append(each.news(all.substring(Math.max(0, all.length() - 100))));
            }
            assertThat(told).hasToString(all.toString());
        }
    }
}
