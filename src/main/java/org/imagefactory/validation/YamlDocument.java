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
import org.jspecify.annotations.Nullable;
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
 * @param twice keys that stand twice in one mapping, of which the last counts
 */
record YamlDocument(JsonNode json, Map<List<String>, Integer> lines, List<Complaint> twice) {

    /** Deeper documents refer to themselves, and no answer file has so many values. */
    private static final int DEEPEST = 50;

    private static final int MOST_VALUES = 50_000;

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
     * @throws Broken it is no YAML, has more than one document, or values without end
     */
    static YamlDocument parse(String text) throws Broken {
        LoaderOptions options = new LoaderOptions();
        options.setWarnOnDuplicateKeys(false); // told by us
        Yaml yaml = new Yaml(new SafeConstructor(options));
        try {
            Places places = new Places();
            Optional.ofNullable(yaml.compose(new StringReader(text)))
                    .ifPresent(node -> places.collect(node, List.of()));
            Optional<Object> value = Optional.ofNullable(yaml.load(text));
            JsonNode json =
                    value.<JsonNode>map(new JsonMapper()::valueToTree)
                            .orElse(MissingNode.getInstance());
            return new YamlDocument(json, Map.copyOf(places.lines), List.copyOf(places.twice));
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

    /** Where everything is. */
    private static final class Places {

        private final Map<List<String>, Integer> lines = new HashMap<>();
        private final List<Complaint> twice = new ArrayList<>();

        /**
         * @throws YAMLException there are too many values, or they are nested too deeply, as where
         *     an alias stands in itself
         */
        void collect(Node node, List<String> path) {
            if (path.size() > DEEPEST || lines.size() > MOST_VALUES) {
                throw new YAMLException(
                        path.size() > DEEPEST
                                ? "values are nested too deeply, or contain themselves"
                                : "there are too many values");
            }
            if (node instanceof MappingNode mapping) {
                for (NodeTuple tuple : mapping.getValue()) {
                    if (tuple.getKeyNode() instanceof ScalarNode key) {
                        int line = key.getStartMark().getLine() + 1;
                        List<String> inner = append(path, key.getValue());
                        again(key.getValue(), line, lines.put(inner, line));
                        collect(tuple.getValueNode(), inner);
                    }
                }
            } else if (node instanceof SequenceNode sequence) {
                for (int i = 0; i < sequence.getValue().size(); i++) {
                    Node element = sequence.getValue().get(i);
                    List<String> inner = append(path, String.valueOf(i));
                    lines.put(inner, YamlDocument.first(element));
                    collect(element, inner);
                }
            }
        }

        private void again(String key, int line, @Nullable Integer before) {
            if (before != null && !key.equals("<<")) {
                twice.add(
                        Complaint.warning(
                                line,
                                "the key '%s' stands twice (line %d): the last one counts"
                                        .formatted(key, before)));
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
