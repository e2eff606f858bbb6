package org.imagefactory.tdl;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings commands into their order: the document's, or that of their positions. */
final class CommandOrder {

    private CommandOrder() {}

    /**
     * The commands by their positions, if they have any.
     *
     * @param elements of the commands; get a fault each for a position that cannot be
     */
    static List<TemplateCommand> of(List<Element> elements, List<TemplateCommand> commands) {
        if (elements.stream().allMatch(each -> each.attribute("position").isEmpty())) {
            return commands;
        }
        @Nullable TemplateCommand[] inOrder = new TemplateCommand[commands.size()];
        for (int i = 0; i < commands.size(); i++) {
            Element element = elements.get(i);
            Optional<String> text = element.attribute("position");
            int position = text.map(CommandOrder::number).orElse(0);
            if (text.isEmpty()) {
                element.fault(
                        "the attribute 'position' is missing; either all commands have one, or"
                                + " none");
            } else if (position < 1 || position > inOrder.length) {
                element.fault(
                        "%s is no position; the %d commands have 1 to %d, each once"
                                .formatted(
                                        Faults.quote(text.get()), inOrder.length, inOrder.length));
            } else if (inOrder[position - 1] != null) {
                element.fault(
                        "the command in line %d has the position %d already; each is given once"
                                .formatted(
                                        Objects.requireNonNull(inOrder[position - 1]).line(),
                                        position));
            } else {
                inOrder[position - 1] = commands.get(i);
            }
        }
        return Arrays.asList(inOrder).contains(null)
                ? commands
                : Arrays.stream(inOrder).map(Objects::requireNonNull).toList();
    }

    /** 0 for what is no number, or too large. */
    private static int number(String digits) {
        return digits.matches("0*+[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    }
}
