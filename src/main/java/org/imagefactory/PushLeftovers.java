package org.imagefactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.report.BuildListener;
import org.imagefactory.retention.Leftovers;
import org.imagefactory.retention.PrunedItem;
import org.imagefactory.steps.UnfinishedPushes;

/** What pushes left in clouds that did not come to their end. */
record PushLeftovers(UnfinishedPushes pushes, BuildListener listener)
        implements Leftovers.Elsewhere {

    @Override
    public List<PrunedItem> preview() throws IOException {
        return pushes.all().stream().map(PushLeftovers::item).toList();
    }

    @Override
    public List<PrunedItem> remove() throws IOException, InterruptedException {
        List<PrunedItem> gone = new ArrayList<>();
        for (UnfinishedPushes.Push push : pushes.all()) {
            if (pushes.remove(push, listener)) {
                gone.add(item(push));
            }
        }
        return gone;
    }

    private static PrunedItem item(UnfinishedPushes.Push push) {
        return new PrunedItem(
                "%s in %s".formatted(push.build(), push.destination()),
                List.of(),
                "its push did not come to its end",
                0,
                0,
                List.of());
    }
}
