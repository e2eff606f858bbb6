package org.imagefactory.clouds.vsphere;

import org.imagefactory.error.PrintableText;

/** What vSphere answers in place of a result. */
final class VSphereFault extends Exception {

    /** What it says of an object that is not there, or not for this session. */
    static final String GONE = "ManagedObjectNotFound";

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 300;

    private final String kind;

    /**
     * @param kind vSphere's own name of it; may be empty
     */
    VSphereFault(String method, String kind, String message) {
        super("vSphere refuses %s: %s".formatted(method, message));
        this.kind = kind;
    }

    static VSphereFault of(String method, SoapXml fault) {
        String text = fault.textOf("faultstring").strip();
        String kind =
                fault.find("detail").stream()
                        .flatMap(detail -> detail.children().stream())
                        .map(inner -> inner.type().isEmpty() ? inner.name() : inner.type())
                        .map(name -> name.replaceFirst("Fault$", ""))
                        .findFirst()
                        .orElse("");
        String said = text.isEmpty() ? kind : text;
        return new VSphereFault(
                method,
                kind,
                PrintableText.of(said.substring(0, Math.min(said.length(), LONGEST))));
    }

    boolean is(String name) {
        return kind.equals(name);
    }
}
