package org.imagefactory.libvirt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imagefactory.exec.CommandException;

/**
 * The QEMU guest agent inside a machine. What it says is the guest's word: sizes are bounded, and
 * an answer that makes no sense is none.
 */
public final class GuestAgent {

    private static final int MAX_ANSWER = 1 << 20;
    private static final JsonFactory JSON = new JsonFactory();

    private final Virsh virsh;
    private final String domain;

    /**
     * How a program of the guest ended.
     *
     * @param exitStatus of the program
     * @param output what it wrote to standard output
     */
    public record Ended(int exitStatus, String output) {}

    /**
     * @param domain name of the machine, which need not run
     */
    public GuestAgent(Virsh virsh, String domain) {
        this.virsh = virsh;
        this.domain = domain;
    }

    /** Whether there is an agent that answers. */
    public boolean answers() throws InterruptedException {
        try {
            return virsh.askAgent(domain, "{\"execute\":\"guest-ping\"}").contains("\"return\"");
        } catch (CommandException e) {
            return false;
        }
    }

    /**
     * Starts a program of the guest.
     *
     * @param argv of plain words: no quote, no backslash
     * @return its process, for {@link #ended}
     * @throws CommandException the agent may not start programs, or there is no such program
     * @throws IOException the answer makes no sense
     */
    public String start(List<String> argv)
            throws CommandException, IOException, InterruptedException {
        String arguments =
                argv.stream()
                        .skip(1)
                        .map(word -> '"' + word + '"')
                        .collect(Collectors.joining(",", "[", "]"));
        Map<String, String> values =
                ask(
                        "{\"execute\":\"guest-exec\",\"arguments\":{\"path\":\"%s\",\"arg\":%s,\"capture-output\":true}}"
                                .formatted(argv.get(0), arguments));
        String pid = values.getOrDefault("pid", "");
        if (!pid.matches("[0-9]{1,18}")) {
            throw new IOException("the guest agent names no process");
        }
        return pid;
    }

    /**
     * @param process that was started
     * @return empty while it runs
     * @throws CommandException the agent does not answer
     * @throws IOException the answer makes no sense
     */
    public Optional<Ended> ended(String process)
            throws CommandException, IOException, InterruptedException {
        Map<String, String> values =
                ask(
                        "{\"execute\":\"guest-exec-status\",\"arguments\":{\"pid\":%s}}"
                                .formatted(process));
        if (!"true".equals(values.get("exited"))) {
            return Optional.empty();
        }
        String status = values.getOrDefault("exitcode", "");
        try {
            byte[] output = Base64.getMimeDecoder().decode(values.getOrDefault("out-data", ""));
            return Optional.of(
                    new Ended(
                            status.matches("[0-9]{1,9}") ? Integer.parseInt(status) : -1,
                            new String(output, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw new IOException("the guest agent's output is not Base64", e);
        }
    }

    /** The scalar values of an answer, by name. */
    private Map<String, String> ask(String question)
            throws CommandException, IOException, InterruptedException {
        String answer = virsh.askAgent(domain, question);
        if (answer.length() > MAX_ANSWER) {
            throw new IOException("the guest agent says too much");
        }
        Map<String, String> values = new HashMap<>();
        try (JsonParser parser = JSON.createParser(answer)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue() && parser.currentName() != null) {
                    values.put(parser.currentName(), parser.getText());
                }
            }
        }
        return values;
    }
}
