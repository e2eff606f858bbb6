package org.imagefactory.netboot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** As much of an FTP server as a download needs, on this machine only. */
final class FtpServer implements AutoCloseable {

    private final ServerSocket control;
    private final Map<String, byte[]> files;
    private final int sent;

    /**
     * @param files by path
     * @param sent so many bytes of each are sent at most
     */
    FtpServer(Map<String, byte[]> files, int sent) throws IOException {
        this.files = files;
        this.sent = sent;
        control = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "ftp");
        thread.setDaemon(true);
        thread.start();
    }

    String url(String path) {
        return "ftp://127.0.0.1:%d%s".formatted(control.getLocalPort(), path);
    }

    @Override
    public void close() throws IOException {
        control.close();
    }

    private void serve() {
        while (!control.isClosed()) {
            try (Socket client = control.accept();
                    ServerSocket data = new ServerSocket(0, 5, client.getLocalAddress())) {
                talk(client, data);
            } catch (IOException e) {
                // closed, or the client went away
            }
        }
    }

    private void talk(Socket client, ServerSocket data) throws IOException {
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        say(client, "220 ready");
        String folder = "/";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ", 2);
            String operand = words.length > 1 ? words[1] : "";
            String path = operand.startsWith("/") ? operand : folder + operand;
            switch (words[0]) {
                case "USER" -> say(client, "331 and the password");
                case "PASS" -> say(client, "230 welcome");
                case "TYPE" -> say(client, "200 as you like");
                case "CWD" -> {
                    folder = path.endsWith("/") ? path : path + "/";
                    say(client, "250 there you are");
                }
                case "EPSV" -> say(client, "229 go on (|||" + data.getLocalPort() + "|)");
                case "RETR" -> retrieve(client, data, path);
                default -> say(client, "500 what?");
            }
        }
    }

    private void retrieve(Socket client, ServerSocket data, String path) throws IOException {
        byte[] content = files.get(path);
        if (content == null) {
            say(client, "550 there is no such file");
            return;
        }
        say(client, "150 Opening a connection (%d bytes).".formatted(content.length));
        try (Socket socket = data.accept()) {
            socket.getOutputStream().write(Arrays.copyOf(content, Math.min(sent, content.length)));
        }
        say(client, sent < content.length ? "426 aborted" : "226 done");
    }

    private static void say(Socket client, String line) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
