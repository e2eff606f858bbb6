package example;

import org.imagefactory.plugin.Plugin;
import org.imagefactory.plugin.PluginFactory;

/** Makes the plugin that Folder.info describes. */
public final class FolderCloudFactory implements PluginFactory {

    @Override
    public String name() {
        return "Folder";
    }

    @Override
    public Plugin create() {
        return new FolderCloud();
    }
}
