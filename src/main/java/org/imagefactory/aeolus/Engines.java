package org.imagefactory.aeolus;

import java.util.List;
import java.util.Map;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.plugin.MockCloud;
import org.imagefactory.plugin.MockOs;
import org.imagefactory.plugin.PluginFactory;

/** Chooses what images are made with: nothing else in the program knows which there are. */
final class Engines {

    private Engines() {}

    static PluginSource.Parts plugins(Map<String, String> variables, Settings settings) {
        ProcessRunner runner = new CommonsExecRunner(variables);
        return new PluginSource.Parts(
                List.of(
                        PluginFactory.of(MockOs.NAME, () -> new MockOs(runner)),
                        PluginFactory.of(MockCloud.NAME, MockCloud::new)),
                job -> {
                    throw new HostException("disk images cannot be imported yet", "");
                });
    }
}
