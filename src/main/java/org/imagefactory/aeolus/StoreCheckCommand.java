package org.imagefactory.aeolus;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.json.Json;
import org.imagefactory.store.ImageStore;
import org.imagefactory.store.StoreCheck;
import org.imagefactory.store.StoreFinding;

/** Tells what is not as it should be in the store: a line, or a JSON object, for each finding. */
final class StoreCheckCommand {

    private final ImageStore store;
    private final Answers answers;

    StoreCheckCommand(ImageStore store, Answers answers) {
        this.store = store;
        this.answers = answers;
    }

    int run() throws BuildException {
        try {
            List<StoreFinding> findings = StoreCheck.run(store);
            findings.forEach(finding -> answers.piece(line(finding) + "\n"));
            if (findings.isEmpty()) {
                answers.lines(store.folder() + ": nothing is wrong");
            }
            answers.flush();
            return (findings.isEmpty() ? Ending.DONE : Ending.FAILED).code();
        } catch (IOException e) {
            throw new HostException(
                    "cannot check the store %s: %s".formatted(store.folder(), FileReason.of(e)),
                    "",
                    e);
        }
    }

    private String line(StoreFinding finding) {
        if (!answers.isJson()) {
            return PrintableText.of(
                    "%s: %s: %s"
                            .formatted(finding.file(), finding.kind().word(), finding.message()));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", finding.file().toString());
        fields.put("kind", finding.kind().word());
        fields.put("message", finding.message());
        return Json.line(fields);
    }
}
