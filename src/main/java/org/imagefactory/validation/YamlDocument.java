package org.imagefactory.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A document in YAML 1.1, as cloud-init reads it ({@code yes} is a boolean), and where its values
 * are in the text.
 *
 * @param json the document; a missing node if there is none
 * @param lines of values by their paths, from 1: of a property that of its name, of a literal block
 *     that of its first line
 */
record YamlDocument(JsonNode json, Map<List<String>, Integer> lines) {

    /** Deeper documents refer to themselves. */
    private static final int DEEPEST = 50;

    /** What is no YAML, and why. */
    static final class Broken extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Complaint complaint;

        private Broken(Complaint complaint, Throwable cause) {
            super(complaint.toString(), cause);
            this.complaint = complaint;
        }

        Complaint complaint() {
            return complaint;
        }
    }

    /**
     * @throws Broken it is no YAML, has more than one document, or a name twice
     */
    static YamlDocument parse(String text) throws Broken {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Yaml yaml = new Yaml(new SafeConstructor(options));
        try {
            Optional<Object> value = Optional.ofNullable(yaml.load(text));
            Map<List<String>, Integer> lines = new HashMap<>();
            Optional.ofNullable(yaml.compose(new StringReader(text)))
                    .ifPresent(node -> collect(node, List.of(), lines));
            JsonNode json =
                    value.<JsonNode>map(new JsonMapper()::valueToTree)
                            .orElse(MissingNode.getInstance());
            return new YamlDocument(json, Map.copyOf(lines));
        } catch (MarkedYAMLException e) {
            int line = Optional.ofNullable(e.getProblemMark()).map(Mark::getLine).orElse(-1) + 1;
            throw new Broken(Complaint.error(line, "is no YAML: " + e.getProblem()), e);
        } catch (YAMLException | IllegalArgumentException e) {
            throw new Broken(Complaint.error(0, "is no YAML: " + e.getMessage()), e);
        }
    }

    /** The line of a value; of a missing one that of what should have it; 0 if there is nothing. */
    int line(List<String> path) {
        for (int length = path.size(); length > 0; length--) {
            Integer line = lines.get(path.subList(0, length));
            if (line != null) {
                return line;
            }
        }
        return 0;
    }

    private static void collect(Node node, List<String> path, Map<List<String>, Integer> lines) {
        if (path.size() > DEEPEST) {
            return;
        }
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    List<String> inner = append(path, key.getValue());
                    lines.put(inner, key.getStartMark().getLine() + 1);
                    collect(tuple.getValueNode(), inner, lines);
                }
            }
        } else if (node instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                Node element = sequence.getValue().get(i);
                List<String> inner = append(path, String.valueOf(i));
                lines.put(inner, first(element));
                collect(element, inner, lines);
            }
        }
    }

    private static int first(Node node) {
        boolean block =
                node instanceof ScalarNode scalar
                        && (scalar.getScalarStyle() == ScalarStyle.LITERAL
                                || scalar.getScalarStyle() == ScalarStyle.FOLDED);
        return node.getStartMark().getLine() + (block ? 2 : 1);
    }

    private static List<String> append(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }
}
