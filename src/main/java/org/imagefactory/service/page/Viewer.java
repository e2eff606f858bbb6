package org.imagefactory.service.page;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who looks at a page.
 *
 * @param name empty for a stranger
 * @param mayChange whether it may delete images
 * @param maySignIn whether there is a way to prove more
 */
public record Viewer(String name, boolean mayChange, boolean maySignIn) {

    Map<String, Object> view(String version) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("version", version);
        view.put("viewer", name);
        view.put("maySignIn", maySignIn && name.isEmpty());
        return view;
    }
}
