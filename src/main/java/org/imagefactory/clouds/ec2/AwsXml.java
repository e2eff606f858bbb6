package org.imagefactory.clouds.ec2;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.imagefactory.xml.UntrustedXml;

/** An element of an answer of Amazon's, with what is in it. */
final class AwsXml {

    private static final int DEEPEST = 30;

    private final String name;
    private final StringBuilder text = new StringBuilder();
    private final List<AwsXml> children = new ArrayList<>();

    private AwsXml(String name) {
        this.name = name;
    }

    /** The element that all is in; an empty one if the text is not well-formed. */
    static AwsXml read(String document) {
        AwsXml root = new AwsXml("");
        Deque<AwsXml> open = new ArrayDeque<>(List.of(root));
        try {
            XMLStreamReader reader = UntrustedXml.reader(new StringReader(document));
            while (reader.hasNext() && open.size() <= DEEPEST) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        AwsXml child = new AwsXml(reader.getLocalName());
                        open.getFirst().children.add(child);
                        open.addFirst(child);
                    }
                    case XMLStreamConstants.END_ELEMENT -> open.removeFirst();
                    case XMLStreamConstants.CHARACTERS ->
                            open.getFirst().text.append(reader.getText());
                    default -> {}
                }
            }
            return root;
        } catch (XMLStreamException e) {
            return new AwsXml("");
        }
    }

    /** The first element of that name at any depth. */
    Optional<AwsXml> find(String wanted) {
        return all().filter(each -> each.name.equals(wanted)).findFirst();
    }

    /** The text of the first element of that name at any depth; empty without one. */
    String text(String wanted) {
        return find(wanted).map(each -> each.text.toString().strip()).orElse("");
    }

    /** The texts of all elements of that name. */
    List<String> texts(String wanted) {
        return all().filter(each -> each.name.equals(wanted))
                .map(each -> each.text.toString().strip())
                .toList();
    }

    /** What a list has, which is in elements of one name. */
    List<AwsXml> items(String list, String item) {
        return find(list).stream()
                .flatMap(each -> each.children.stream())
                .filter(each -> each.name.equals(item))
                .toList();
    }

    private Stream<AwsXml> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(AwsXml::all));
    }
}
