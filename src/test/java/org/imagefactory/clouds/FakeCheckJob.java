package org.imagefactory.clouds;

import java.util.ArrayList;
import java.util.List;
import org.imagefactory.plugin.CheckJob;

/** A provider that is tried; remembers what is told of it. */
public record FakeCheckJob(String provider, String credentials, List<String> told)
        implements CheckJob {

    public FakeCheckJob(String provider, String credentials) {
        this(provider, credentials, new ArrayList<>());
    }

    @Override
    public void tell(String what, Result result, String message) {
        told.add("%s %s: %s".formatted(result, what, message));
    }
}
