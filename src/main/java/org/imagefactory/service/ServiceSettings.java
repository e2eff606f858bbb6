package org.imagefactory.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.aeolus.Setting;
import org.imagefactory.aeolus.Settings;
import org.imagefactory.error.BuildException;
import org.imagefactory.service.oauth.NonceFile;
import org.imagefactory.service.oauth.OAuth;
import org.imagefactory.service.rest.Access;
import org.imagefactory.service.rest.Tokens;
import org.imagefactory.service.tls.Credentials;
import org.imagefactory.service.tls.PemFile;
import org.imagefactory.service.tls.TransientCertificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the settings mean for the service. */
final class ServiceSettings {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceSettings.class);

    private static final String EVERYWHERE = "0.0.0.0";
    private static final String TRANSIENT = "*";

    /** In the store: what begins with a dot is no image. */
    private static final String NONCES = ".nonces";

    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private final Settings settings;
    private final Path folder;
    private final InetSocketAddress address;

    /**
     * @param folder where relative names begin
     * @throws BuildException the address is none
     */
    ServiceSettings(Settings settings, Path folder) throws BuildException {
        this.settings = settings;
        this.folder = folder;
        String given = settings.text(Setting.ADDRESS);
        String name = given.isEmpty() ? defaultAddress() : given;
        try {
            address =
                    new InetSocketAddress(
                            InetAddress.getAllByName(name)[0], settings.number(Setting.PORT));
        } catch (UnknownHostException e) {
            throw Imagefactoryd.fault("--address: '%s' is not known".formatted(name));
        }
    }

    /** Without authentication the service is for this host alone, unless somebody says so. */
    private String defaultAddress() {
        return settings.isOn(Setting.NO_OAUTH) ? "127.0.0.1" : EVERYWHERE;
    }

    /** Where to listen. */
    InetSocketAddress address() {
        return address;
    }

    /** As it is written in an address. */
    String hostShown() {
        String host = address.getAddress().getHostAddress();
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** Empty for plain HTTP. */
    Optional<Credentials> credentials(Clock clock) throws BuildException {
        if (settings.isOn(Setting.NO_SSL)) {
            return Optional.empty();
        }
        String pem = settings.text(Setting.SSL_PEM);
        if (!pem.equals(TRANSIENT)) {
            return Optional.of(PemFile.read(folder.resolve(pem)));
        }
        String host = hostName();
        return Optional.of(
                TransientCertificate.make(host, List.of("localhost"), addresses(), clock));
    }

    private static String hostName() {
        try {
            String name = Files.readString(HOST_NAME).strip();
            return name.isEmpty() ? "localhost" : name;
        } catch (IOException e) {
            return "localhost";
        }
    }

    private Set<InetAddress> addresses() {
        Set<InetAddress> all = new LinkedHashSet<>();
        try {
            all.add(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
            if (address.getAddress().isAnyLocalAddress()) {
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .forEach(all::add);
            } else {
                all.add(address.getAddress());
            }
        } catch (IOException e) {
            // Those that are known are in it.
        }
        return all;
    }

    /** Who may do what. */
    Access access(Clock clock) throws BuildException {
        boolean all = protectsAll();
        String file = settings.text(Setting.TOKENS);
        Tokens tokens = file.isEmpty() ? Tokens.NONE : Tokens.read(folder.resolve(file));
        if (settings.isOn(Setting.NO_OAUTH)) {
            Access open = new Access(Optional.empty(), tokens, all, clock);
            return settings.text(Setting.ADDRESS).isEmpty() ? open.of(hostName()) : open;
        }
        Map<String, String> clients = clients();
        if (clients.isEmpty() && file.isEmpty()) {
            throw Imagefactoryd.fault(
                    "OAuth is on, but no client is known: name some under the key 'clients' of the"
                            + " configuration file, or start with --no_oauth");
        }
        NonceFile nonces =
                new NonceFile(folder.resolve(settings.store()).resolve(NONCES), LOG::warn);
        return new Access(Optional.of(new OAuth(clients, clock, nonces)), tokens, all, clock);
    }

    private boolean protectsAll() throws BuildException {
        String word = settings.text(Setting.OAUTH_PROTECT);
        return switch (word) {
            case "all" -> true;
            case "writes" -> false;
            default ->
                    throw Imagefactoryd.fault(
                            "oauth_protect: must be 'writes' or 'all', not '%s'".formatted(word));
        };
    }

    private Map<String, String> clients() throws BuildException {
        Map<String, String> clients = new LinkedHashMap<>();
        for (Map.Entry<String, ?> client : settings.object(Setting.CLIENTS).entrySet()) {
            if (!(client.getValue() instanceof String secret) || secret.isEmpty()) {
                throw Imagefactoryd.fault(
                        "clients: the secret of '%s' must be a text".formatted(client.getKey()));
            }
            clients.put(client.getKey(), secret);
        }
        return clients;
    }

    /** What an administrator should think about. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        boolean open = !address.getAddress().isLoopbackAddress();
        if (open && settings.isOn(Setting.NO_OAUTH)) {
            warnings.add("everybody who reaches this port may build and delete: OAuth is off");
        }
        if (open && settings.isOn(Setting.NO_SSL)) {
            warnings.add("whoever is on the way can read everything: TLS is off");
        }
        return warnings;
    }
}
