package org.imagefactory.scan;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads what Red Hat, AlmaLinux and SUSE know in the language OVAL: definitions, and behind them
 * the tests of packages that they are made of. The document has some hundred MB, so it is read
 * twice as a stream: once for the tests of what is installed, once for the definitions. What only a
 * running system can tell (which kernel runs, who signed a package) makes no difference.
 */
final class OvalDocument implements AdvisoryReader {

    /** Red Hat's lists of what is not vulnerable. */
    private static final String UNAFFECTED = ".unaffected:";

    private final List<Installed> systems;

    OvalDocument(List<Installed> systems) {
        this.systems = List.copyOf(systems);
    }

    @Override
    public void read(Content content) throws IOException, InterruptedException {
        OvalTests tests = new OvalTests(systems);
        tests.read(new XmlStream(content, "OVAL"));
        XmlStream in = new XmlStream(content, "OVAL");
        for (Optional<String> name = in.next(0); name.isPresent(); name = in.next(0)) {
            if (name.get().equals("definition")) {
                definition(in, tests);
            }
        }
    }

    private void definition(XmlStream in, OvalTests tests)
            throws IOException, InterruptedException {
        String kind = in.attribute("class");
        boolean counts =
                (kind.equals("patch") || kind.equals("vulnerability"))
                        && !in.attribute("id").contains(UNAFFECTED)
                        && !in.attribute("deprecated").equals("true");
        if (counts) {
            systems.forEach(Installed::recognise);
            new OvalDefinition(tests, systems).read(in);
        } else {
            in.skip();
        }
    }
}
