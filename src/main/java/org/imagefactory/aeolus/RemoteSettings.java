package org.imagefactory.aeolus;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.imagefactory.aeolus.remote.Proof;
import org.imagefactory.aeolus.remote.Service;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;

/** Which service commands are for, and how it learns who asks. */
final class RemoteSettings {

    private static final String TOKEN = "IMAGEFACTORY_TOKEN";
    private static final String KEY = "IMAGEFACTORY_OAUTH_KEY";
    private static final String SECRET = "IMAGEFACTORY_OAUTH_SECRET";
    private static final int LONGEST = 1 << 20;

    private final Settings settings;
    private final Invocation invocation;

    RemoteSettings(Settings settings, Invocation invocation) {
        this.settings = settings;
        this.invocation = invocation;
    }

    /**
     * The service; nothing is asked yet.
     *
     * @throws BuildException a file cannot be read, or the address is none
     */
    Service service() throws BuildException {
        String file = settings.text(Setting.CA_FILE);
        String certificates =
                file.isEmpty()
                        ? ""
                        : new String(
                                InputFile.read("certificates " + file, path(file), LONGEST),
                                StandardCharsets.US_ASCII);
        return Service.at(settings.text(Setting.URL), proof(), certificates);
    }

    private Path path(String name) {
        return invocation.workingDirectory().resolve(name);
    }

    /** Files that are named count more than the environment. */
    private Proof proof() throws BuildException {
        String token = settings.text(Setting.TOKEN_FILE);
        String oauth = settings.text(Setting.OAUTH_FILE);
        if (!token.isEmpty() && !oauth.isEmpty()) {
            throw new ConfigurationException(
                    "only one of --token-file and --oauth-file is used", "");
        }
        if (!token.isEmpty()) {
            return new Proof.Token(SecretFile.read("token", path(token)));
        }
        return oauth.isEmpty() ? ofEnvironment() : client(path(oauth));
    }

    private static Proof client(Path file) throws BuildException {
        String[] words = SecretFile.read("key and secret", file).split("\\s+", -1);
        if (words.length != 2) {
            throw SecretFile.fault(file, "it has to hold a key and a secret, with a blank between");
        }
        return new Proof.OAuth(words[0], words[1]);
    }

    private Proof ofEnvironment() {
        Map<String, String> variables = invocation.variables();
        String token = variables.getOrDefault(TOKEN, "");
        String key = variables.getOrDefault(KEY, "");
        String secret = variables.getOrDefault(SECRET, "");
        if (!token.isEmpty()) {
            return new Proof.Token(token);
        }
        return key.isEmpty() || secret.isEmpty() ? new Proof.None() : new Proof.OAuth(key, secret);
    }
}
