package org.imagefactory.tools;

/** Shows the tests of other packages what a script does. */
public final class ScriptText {

    private ScriptText() {}

    public static String of(GuestfishScript script) {
        return script.text("mark");
    }
}
