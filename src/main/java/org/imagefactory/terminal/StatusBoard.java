package org.imagefactory.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shares the status line of a screen among builds that run at the same time. */
public final class StatusBoard {

    private static final String BETWEEN = " | ";

    /** Less of a build says nothing. */
    private static final int NARROWEST = 24;

    private final Screen screen;
    private final Map<String, String> texts = new LinkedHashMap<>();

    public StatusBoard(Screen screen) {
        this.screen = screen;
    }

    /** The part of the line that belongs to the build of an image. */
    public StatusLine line(String image) {
        return new StatusLine() {
            @Override
            public boolean hasStatusLine() {
                return screen.hasStatusLine();
            }

            @Override
            public void status(String text) {
                show(image, text);
            }
        };
    }

    private synchronized void show(String image, String text) {
        if (text.isEmpty()) {
            texts.remove(image);
        } else {
            texts.put(image, image + ": " + text);
        }
        screen.status(line());
    }

    private String line() {
        int parts = texts.size();
        if (parts == 0) {
            return "";
        }
        int width = (screen.columns() - 1 - (parts - 1) * BETWEEN.length()) / parts;
        if (parts > 1 && width < NARROWEST) {
            return "%d images are being built".formatted(parts);
        }
        List<String> cut = new ArrayList<>();
        texts.values().forEach(text -> cut.add(text.substring(0, Math.min(width, text.length()))));
        return String.join(BETWEEN, cut);
    }
}
