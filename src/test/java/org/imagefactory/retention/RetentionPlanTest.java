package org.imagefactory.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.imagefactory.retention.DatedBuild.State;
import org.imagefactory.spec.Retention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionPlanTest {

    /** A Sunday. */
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private static final int NONE = 0;
    private static final List<State> STATES = List.of(State.values());

    @Test
    void withoutARuleEverythingStays() {
        List<DatedBuild> builds = nights(State.GOOD, 1, 2, 500);
        builds.addAll(nights(State.FAILED, 3, 400));

        assertThat(kept(builds, Retention.EVERYTHING)).containsExactly(1, 2, 3, 400, 500);
    }

    @Test
    void keepsTheNewestGoodOnes() {
        List<DatedBuild> builds = nights(State.GOOD, 0, 1, 3, 4, 9);
        builds.addAll(nights(State.FAILED, 2, 5));

        assertThat(kept(builds, rules(3, NONE, NONE, NONE, NONE))).containsExactly(0, 1, 2, 3, 5);
    }

    @Test
    void keepsFailuresByTheirOwnRule() {
        List<DatedBuild> builds = nights(State.GOOD, 4, 8);
        builds.addAll(nights(State.FAILED, 1, 2, 3, 7));

        assertThat(kept(builds, rules(NONE, NONE, NONE, NONE, 2))).containsExactly(1, 2, 4, 8);
    }

    @Test
    void theNewestGoodOneStaysBehindAnyNumberOfFailures() {
        List<DatedBuild> builds = nights(State.FAILED, IntStream.range(1, 60).toArray());
        builds.addAll(nights(State.GOOD, 60, 61));

        RetentionPlan plan = plan(builds, rules(1, NONE, NONE, NONE, 1));

        assertThat(plan.reasons(ago(60))).containsExactly(KeepReason.NEWEST, KeepReason.KEEP);
        assertThat(plan.reasons(ago(61))).isEmpty();
        assertThat(plan.reasons(ago(1))).containsExactly(KeepReason.FAILURES);
        assertThat(plan.reasons(ago(2))).isEmpty();
    }

    /** Monday is the 16th; the newest of each week counts, not the one nearest to its end. */
    @Test
    void weeksBeginOnMonday() {
        assertThat(kept(nights(State.GOOD, 0, 6, 7, 8, 13, 14), rules(NONE, NONE, 3, NONE, NONE)))
                .containsExactly(0, 7, 14);
        assertThat(kept(nights(State.GOOD, 6, 7), rules(NONE, NONE, 2, NONE, NONE)))
                .containsExactly(6, 7);
    }

    /** The week that begins on 2026-12-28 is one week, though it is in two years. */
    @Test
    void weeksDoNotEndWithTheYear() {
        LocalDate today = LocalDate.of(2027, 1, 20);
        List<DatedBuild> builds =
                List.of(
                        new DatedBuild(LocalDate.of(2026, 12, 29), State.GOOD),
                        new DatedBuild(LocalDate.of(2027, 1, 2), State.GOOD),
                        new DatedBuild(LocalDate.of(2027, 1, 4), State.GOOD));

        RetentionPlan plan =
                RetentionPlan.of(builds, rules(NONE, NONE, 2, NONE, NONE), Set.of(), today);

        assertThat(plan.reasons(LocalDate.of(2027, 1, 4))).contains(KeepReason.WEEKLY);
        assertThat(plan.reasons(LocalDate.of(2027, 1, 2))).contains(KeepReason.WEEKLY);
        assertThat(plan.reasons(LocalDate.of(2026, 12, 29))).isEmpty();
    }

    /** 22 days ago is the last of October, 53 the last of September. */
    @Test
    void monthsWithoutABuildAreNotCounted() {
        assertThat(
                        kept(
                                nights(State.GOOD, 2, 3, 22, 23, 120, 150),
                                rules(NONE, NONE, NONE, 3, NONE)))
                .containsExactly(2, 22, 120);
    }

    @Test
    void rulesAddUp() {
        List<DatedBuild> builds = nights(State.GOOD, IntStream.range(0, 100).toArray());

        RetentionPlan plan = plan(builds, rules(1, 3, 2, 3, NONE));

        assertThat(plan.reasons(ago(0)))
                .containsExactly(
                        KeepReason.NEWEST,
                        KeepReason.KEEP,
                        KeepReason.DAILY,
                        KeepReason.WEEKLY,
                        KeepReason.MONTHLY,
                        KeepReason.RECENT);
        assertThat(kept(builds, rules(1, 3, 2, 3, NONE))).containsExactly(0, 1, 2, 7, 22, 53);
    }

    /** A wrong clock made it; it must not push out the newest real one. */
    @Test
    void theFutureStaysAndTakesNobodysPlace() {
        List<DatedBuild> builds = nights(State.GOOD, -400, -1, 1, 2);
        builds.addAll(nights(State.FAILED, -3, 3, 4));

        assertThat(kept(builds, rules(1, NONE, NONE, NONE, 1))).containsExactly(-400, -3, -1, 1, 3);
    }

    @Test
    void todayStaysAndCounts() {
        List<DatedBuild> builds = nights(State.GOOD, 0, 1);
        builds.addAll(nights(State.FAILED, 2));

        assertThat(kept(builds, rules(1, NONE, NONE, NONE, 1))).containsExactly(0, 2);
        assertThat(kept(nights(State.FAILED, 0, 1), rules(1, NONE, NONE, NONE, 1)))
                .containsExactly(0);
    }

    @Test
    void whatALinkLeadsToStays() {
        RetentionPlan plan =
                RetentionPlan.of(
                        nights(State.GOOD, 1, 2, 3),
                        rules(1, NONE, NONE, NONE, NONE),
                        Set.of(ago(3)),
                        TODAY);

        assertThat(plan.reasons(ago(2))).isEmpty();
        assertThat(plan.reasons(ago(3))).containsExactly(KeepReason.LINKED);
    }

    @Test
    void whatNobodyVouchesForStaysAndTakesNobodysPlace() {
        List<DatedBuild> builds = nights(State.UNCLEAR, 1, 20);
        builds.addAll(nights(State.GOOD, 2, 3));

        assertThat(kept(builds, rules(1, 1, 1, 1, 1))).containsExactly(1, 2, 20);
    }

    @Test
    void theRestOfARemovedImageGoesWithItsTime() {
        List<DatedBuild> builds = nights(State.GOOD, 1, 2, 4);
        builds.addAll(nights(State.GONE, 3, 6));

        assertThat(kept(builds, rules(3, NONE, NONE, NONE, NONE))).containsExactly(1, 2, 3, 4);
        assertThat(kept(builds, rules(2, NONE, NONE, NONE, NONE))).containsExactly(1, 2);
        assertThat(kept(nights(State.GONE, 3, 6), rules(1, NONE, NONE, NONE, NONE)))
                .containsExactly(3, 6);
        assertThat(kept(builds, Retention.EVERYTHING)).containsExactly(1, 2, 3, 4, 6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void whateverHappened(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            List<DatedBuild> builds = history(random);
            Retention rules =
                    rules(some(random), some(random), some(random), some(random), some(random));
            RetentionPlan plan = plan(builds, rules);
            Set<LocalDate> good = dates(builds, State.GOOD, 0);

            good.stream()
                    .max(Comparator.naturalOrder())
                    .ifPresent(
                            newest -> assertThat(plan.reasons(newest)).contains(KeepReason.NEWEST));
            assertThat(builds)
                    .filteredOn(build -> !build.date().isBefore(TODAY))
                    .allMatch(build -> plan.reasons(build.date()).contains(KeepReason.RECENT));
            assertThat(kept(builds, rules)).containsAll(kept(builds, fewer(rules)));
            int keep = rules.newest().orElse(0);
            assertThat(good.stream().filter(date -> !plan.reasons(date).isEmpty()).count())
                    .isGreaterThanOrEqualTo(Math.min(keep, good.size()));
        }
    }

    /** Who adds no build and changes no key may prune as often as he likes. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void pruningTwiceIsPruningOnce(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            List<DatedBuild> builds = history(random);
            Retention rules =
                    rules(some(random), some(random), some(random), some(random), some(random));
            RetentionPlan plan = plan(builds, rules);
            List<DatedBuild> left =
                    builds.stream().filter(b -> !plan.reasons(b.date()).isEmpty()).toList();

            assertThat(kept(left, rules)).isEqualTo(kept(builds, rules));
        }
    }

    /** Whoever prunes every night ends with what one who prunes once keeps of the newest. */
    @Test
    void aYearOfNights() {
        Retention rules = rules(2, NONE, 3, 12, NONE);
        List<DatedBuild> builds = new ArrayList<>();
        for (int day = 365; day >= 0; day--) {
            builds.add(new DatedBuild(ago(day), State.GOOD));
            RetentionPlan plan = RetentionPlan.of(builds, rules, Set.of(), ago(day));
            builds.removeIf(build -> plan.reasons(build.date()).isEmpty());
        }

        assertThat(kept(builds, rules)).hasSize(15).contains(0, 1, 7, 14, 22, 53);
    }

    private static List<DatedBuild> history(Random random) {
        List<DatedBuild> builds = new ArrayList<>();
        for (int day = -3; day < 200; day += 1 + random.nextInt(9)) {
            State state = STATES.get(random.nextInt(STATES.size()));
            builds.add(new DatedBuild(ago(day), state));
        }
        return builds;
    }

    private static int some(Random random) {
        return random.nextBoolean() ? NONE : 1 + random.nextInt(9);
    }

    /** The same rules with one less each; a rule stays one. */
    private static Retention fewer(Retention rules) {
        return new Retention(
                rules.newest().map(n -> Math.max(1, n - 1)),
                rules.daily().map(n -> Math.max(1, n - 1)),
                rules.weekly().map(n -> Math.max(1, n - 1)),
                rules.monthly().map(n -> Math.max(1, n - 1)),
                rules.failures().map(n -> Math.max(1, n - 1)));
    }

    private static Retention rules(int newest, int daily, int weekly, int monthly, int failures) {
        return new Retention(
                rule(newest), rule(daily), rule(weekly), rule(monthly), rule(failures));
    }

    private static Optional<Integer> rule(int count) {
        return count == NONE ? Optional.empty() : Optional.of(count);
    }

    private static RetentionPlan plan(List<DatedBuild> builds, Retention rules) {
        return RetentionPlan.of(builds, rules, Set.of(), TODAY);
    }

    /** How many days ago the builds were that stay. */
    private static Set<Integer> kept(List<DatedBuild> builds, Retention rules) {
        RetentionPlan plan = plan(builds, rules);
        return builds.stream()
                .filter(build -> !plan.reasons(build.date()).isEmpty())
                .map(build -> (int) (TODAY.toEpochDay() - build.date().toEpochDay()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<LocalDate> dates(List<DatedBuild> builds, State state, int daysAgo) {
        return builds.stream()
                .filter(build -> build.state() == state && !build.date().isAfter(ago(daysAgo)))
                .map(DatedBuild::date)
                .collect(Collectors.toSet());
    }

    private static List<DatedBuild> nights(State state, int... daysAgo) {
        return IntStream.of(daysAgo)
                .mapToObj(days -> new DatedBuild(ago(days), state))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static LocalDate ago(int days) {
        return TODAY.minusDays(days);
    }
}
