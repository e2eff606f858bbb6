package org.imagefactory.lifecycle;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.imagefactory.error.PrintableText;
import org.imagefactory.store.ImageId;

/** All who hear of what happens. Safe for threads. */
final class Listeners implements LifecycleListener {

    private final List<LifecycleListener> all = new CopyOnWriteArrayList<>();

    void add(LifecycleListener listener) {
        all.add(listener);
    }

    @Override
    public void changed(ImageChange change) {
        all.forEach(listener -> listener.changed(change));
    }

    @Override
    public void logged(ImageId image, String line) {
        String shown = PrintableText.of(line);
        all.forEach(listener -> listener.logged(image, shown));
    }

    @Override
    public void crashed(ImageId image, Throwable bug) {
        all.forEach(listener -> listener.crashed(image, bug));
    }
}
