package org.imagefactory.build;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** What the builds that run now take, and who may run beside them. Not safe for threads. */
final class Ledger {

    private final int jobs;
    private final Budget budget;
    private final Set<String> taken = new HashSet<>();
    private int running;
    private long memory;
    private long cores;

    Ledger(int jobs, Budget budget) {
        this.jobs = jobs;
        this.budget = budget;
    }

    /** Whether a build may start now. One that is too big for the budget may, alone. */
    boolean admits(Demand demand) {
        if (running == 0) {
            return true;
        }
        return running < jobs
                && demand.memory().bytes() <= budget.memory().bytes() - memory
                && demand.cores() <= budget.cores() - cores
                && Collections.disjoint(taken, demand.own());
    }

    /** Whether there is a job for one more build, if the host could bear it. */
    boolean hasIdleJob() {
        return running < jobs;
    }

    void take(Demand demand) {
        running++;
        memory += demand.memory().bytes();
        cores += demand.cores();
        taken.addAll(demand.own());
    }

    void giveBack(Demand demand) {
        running--;
        memory -= demand.memory().bytes();
        cores -= demand.cores();
        taken.removeAll(demand.own());
    }
}
