package org.imagefactory.steps;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandResult;
import org.imagefactory.exec.OutputListener;
import org.imagefactory.exec.RecordingRunner;

/** Plays virt-install and its guest, over a real socket. */
final class FakeGuest implements RecordingRunner.Answer {

    /** What the guest does with its serial console until it is off. */
    @FunctionalInterface
    interface Script {
        void play(Console console) throws IOException, CommandException, InterruptedException;
    }

    /** The guest's end of the serial console. */
    record Console(SocketChannel channel, Command command, CountDownLatch powerButton) {

        void write(String text) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private static final Pattern SOCKET = Pattern.compile("--serial '?unix,path=([^,]+),mode=bind");

    private final Script script;
    private final Map<String, CountDownLatch> powerButtons = new ConcurrentHashMap<>();

    FakeGuest(Script script) {
        this.script = script;
    }

    /** Shows a text and runs until its power button is pressed. */
    static void shows(RecordingRunner runner, String text) {
        on(
                runner,
                console -> {
                    console.write(text);
                    console.powerButton().await();
                });
    }

    /** Whenever the runner is to start a machine, there is this guest, and a power button. */
    static void on(RecordingRunner runner, Script script) {
        FakeGuest guest = new FakeGuest(script);
        runner.on("virt-install", guest);
        runner.on(
                "shutdown --mode acpi",
                (command, listener) -> {
                    guest.powerButton(command.argv().get(command.argv().size() - 1)).countDown();
                    return RecordingRunner.print().to(command, listener);
                });
    }

    @Override
    public CommandResult to(Command command, OutputListener listener)
            throws CommandException, InterruptedException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket(command)));
            try (SocketChannel channel = server.accept()) {
                script.play(new Console(channel, command, powerButton(name(command))));
            }
        } catch (IOException e) {
            throw new InterruptedException(e.toString());
        }
        return new CommandResult(0, List.of(), Duration.ZERO);
    }

    private CountDownLatch powerButton(String machine) {
        return powerButtons.computeIfAbsent(machine, name -> new CountDownLatch(1));
    }

    private static String name(Command command) {
        return command.argv().get(command.argv().indexOf("--name") + 1);
    }

    private static Path socket(Command command) {
        Matcher matcher = SOCKET.matcher(command.toString());
        if (!matcher.find()) {
            throw new AssertionError("no serial console: " + command);
        }
        return Path.of(matcher.group(1));
    }
}
