package org.imagefactory.plugin;

import java.util.function.Supplier;

/**
 * Makes the plugin of one name. The program has some; those in jars beside the descriptions are
 * found by {@link java.util.ServiceLoader}: a class with a constructor without parameters, named in
 * {@code META-INF/services/org.imagefactory.plugin.PluginFactory}.
 */
public interface PluginFactory {

    /** The name of the description's file, without {@code .info}. */
    String name();

    /** Called once, when the descriptions are read; cheap, for most plugins are not used then. */
    Plugin create();

    /** The factory of a plugin that the program itself has. */
    static PluginFactory of(String name, Supplier<? extends Plugin> maker) {
        return new PluginFactory() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Plugin create() {
                return maker.get();
            }
        };
    }
}
