package org.imagefactory.aeolus;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.json.Json;
import org.imagefactory.plugin.CheckJob;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.Plugins;

/** Has a plugin try a provider: a line, or a JSON object, for each thing that was tried. */
final class ProviderCheckCommand {

    private final Plugins plugins;
    private final Inputs inputs;
    private final Answers answers;

    ProviderCheckCommand(Plugins plugins, Inputs inputs, Answers answers) {
        this.plugins = plugins;
        this.inputs = inputs;
        this.answers = answers;
    }

    int run(Request request) throws BuildException {
        String provider = inputs.provider(request.operands().get(0));
        String credentials = inputs.credentials(request.operands().get(1));
        Optional<String> target = request.value(CommandTree.TARGET);
        CloudPlugin cloud =
                target.isPresent() ? plugins.cloud(target.get()) : plugins.cloudOf(credentials);
        Trials trials = new Trials(provider, credentials);
        try {
            cloud.check(trials);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does, and nothing is there to be undone
            return Ending.FAILED.code();
        }
        return (trials.failed ? Ending.FAILED : Ending.DONE).code();
    }

    /** Prints what it is told. */
    private final class Trials implements CheckJob {

        private final String provider;
        private final String credentials;
        private boolean failed;

        Trials(String provider, String credentials) {
            this.provider = provider;
            this.credentials = credentials;
        }

        @Override
        public String provider() {
            return provider;
        }

        @Override
        public String credentials() {
            return credentials;
        }

        @Override
        public void tell(String what, Result result, String message) {
            failed |= result == Result.FAILED;
            String word = result.name().toLowerCase(Locale.ROOT);
            String shown = PrintableText.of(message);
            if (answers.isJson()) {
                Map<String, String> fields = new LinkedHashMap<>();
                fields.put("check", what);
                fields.put("result", word);
                fields.put("message", shown);
                answers.piece(Json.line(fields) + "\n");
                answers.flush();
            } else {
                answers.lines("%s: %s: %s".formatted(word, what, shown));
            }
        }
    }
}
