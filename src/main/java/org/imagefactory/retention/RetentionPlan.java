package org.imagefactory.retention;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.imagefactory.retention.DatedBuild.State;
import org.imagefactory.spec.Retention;

/**
 * Which builds of an image stay, and why. Days, weeks and months without a good build are not
 * counted: a factory that stood still loses nothing. What has a date in the future comes from a
 * wrong clock; it stays, but takes no other build's place.
 */
final class RetentionPlan {

    private final Map<LocalDate, Set<KeepReason>> reasons = new TreeMap<>();

    private RetentionPlan() {}

    /**
     * Pure.
     *
     * @param builds of one image, at most one a day
     * @param linked days of builds that something else needs
     * @param today everything of this day, and later, stays
     */
    static RetentionPlan of(
            Collection<DatedBuild> builds,
            Retention rules,
            Set<LocalDate> linked,
            LocalDate today) {
        RetentionPlan plan = new RetentionPlan();
        for (DatedBuild build : builds) {
            plan.reasons.put(build.date(), EnumSet.noneOf(KeepReason.class));
            if (!build.date().isBefore(today)) {
                plan.keep(build.date(), KeepReason.RECENT);
            }
            if (linked.contains(build.date())) {
                plan.keep(build.date(), KeepReason.LINKED);
            }
            if (build.state() == State.UNCLEAR) {
                plan.keep(build.date(), KeepReason.UNCLEAR);
            }
        }
        plan.keepGood(newestFirst(builds, State.GOOD, today), rules);
        plan.keepFailed(newestFirst(builds, State.FAILED, today), rules);
        plan.keepRest(newestFirst(builds, State.GONE, today), builds, rules);
        return plan;
    }

    /** Why the build of a day stays; empty if it does not. */
    Set<KeepReason> reasons(LocalDate date) {
        return Collections.unmodifiableSet(reasons.getOrDefault(date, Set.of()));
    }

    private void keepGood(List<LocalDate> dates, Retention rules) {
        dates.stream().limit(1).forEach(date -> keep(date, KeepReason.NEWEST));
        if (!rules.limitsImages()) {
            dates.forEach(date -> keep(date, KeepReason.NO_LIMIT));
        }
        keepNewestOfEach(dates, rules.newest(), date -> date, KeepReason.KEEP);
        keepNewestOfEach(dates, rules.daily(), date -> date, KeepReason.DAILY);
        keepNewestOfEach(dates, rules.weekly(), RetentionPlan::monday, KeepReason.WEEKLY);
        keepNewestOfEach(dates, rules.monthly(), YearMonth::from, KeepReason.MONTHLY);
    }

    /** The Monday that stands for a week, as in ISO 8601. */
    private static LocalDate monday(LocalDate date) {
        return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private void keepFailed(List<LocalDate> dates, Retention rules) {
        if (rules.failures().isEmpty()) {
            dates.forEach(date -> keep(date, KeepReason.NO_LIMIT));
        }
        keepNewestOfEach(dates, rules.failures(), date -> date, KeepReason.FAILURES);
    }

    /** What is left of an image that is gone goes when all images of its time are gone. */
    private void keepRest(List<LocalDate> dates, Collection<DatedBuild> builds, Retention rules) {
        Optional<LocalDate> oldestKept =
                builds.stream()
                        .filter(build -> build.state() == State.GOOD)
                        .map(DatedBuild::date)
                        .filter(date -> !reasons(date).isEmpty())
                        .min(Comparator.naturalOrder());
        for (LocalDate date : dates) {
            if (!rules.limitsImages()) {
                keep(date, KeepReason.NO_LIMIT);
            } else if (oldestKept.filter(date::isBefore).isEmpty()) {
                keep(date, KeepReason.AMONG_KEPT);
            }
        }
    }

    private void keepNewestOfEach(
            List<LocalDate> dates,
            Optional<Integer> count,
            Function<LocalDate, Object> period,
            KeepReason reason) {
        Set<Object> periods = new HashSet<>();
        for (LocalDate date : dates) {
            if (periods.size() < count.orElse(0) && periods.add(period.apply(date))) {
                keep(date, reason);
            }
        }
    }

    private void keep(LocalDate date, KeepReason reason) {
        reasons.computeIfAbsent(date, day -> EnumSet.noneOf(KeepReason.class)).add(reason);
    }

    private static List<LocalDate> newestFirst(
            Collection<DatedBuild> builds, State state, LocalDate today) {
        return builds.stream()
                .filter(build -> build.state() == state)
                .map(DatedBuild::date)
                .filter(date -> !date.isAfter(today))
                .sorted(Comparator.reverseOrder())
                .toList();
    }
}
