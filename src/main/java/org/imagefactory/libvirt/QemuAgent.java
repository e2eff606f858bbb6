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
import org.imagefactory.machine.GuestAgent;

/**
 * The QEMU guest agent inside a machine. What it says is the guest's word: sizes are bounded, and
 * an answer that makes no sense is none.
 */
final class QemuAgent implements GuestAgent {

    private static final int MAX_ANSWER = 1 << 20;
    private static final JsonFactory JSON = new JsonFactory();

    private final Virsh virsh;
    private final String domain;

    /**
     * @param domain name of the machine, which need not run
     */
    QemuAgent(Virsh virsh, String domain) {
        this.virsh = virsh;
        this.domain = domain;
    }

    @Override
    public boolean answers() throws InterruptedException {
        try {
            return virsh.askAgent(domain, "{\"execute\":\"guest-ping\"}").contains("\"return\"");
        } catch (CommandException e) {
            return false;
        }
    }

    @Override
    public String start(List<String> argv) throws IOException, InterruptedException {
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

    @Override
    public Optional<Ended> ended(String process) throws IOException, InterruptedException {
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
    private Map<String, String> ask(String question) throws IOException, InterruptedException {
        String answer;
        try {
            answer = virsh.askAgent(domain, question);
        } catch (CommandException e) {
            throw new IOException(e.getMessage(), e);
        }
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
