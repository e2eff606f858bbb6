package org.imagefactory.aeolus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.json.Json;
import org.imagefactory.machine.Orphans;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what killed builds left in a cloud: a line, or a JSON object, for each thing there. */
final class CloudCleanCommand {

    private static final Logger LOG = LoggerFactory.getLogger(CloudCleanCommand.class);

    private final Orphans orphans;
    private final Answers answers;

    CloudCleanCommand(Orphans orphans, Answers answers) {
        this.orphans = orphans;
        this.answers = answers;
    }

    /**
     * @param dryRun remove nothing
     */
    int run(boolean dryRun) throws BuildException {
        try {
            List<Orphans.Found> all = orphans.find();
            boolean failed = false;
            for (Orphans.Found found : all) {
                String fate = fate(found, dryRun);
                failed |= fate.equals("failed");
                tell(found, fate);
            }
            if (all.isEmpty() && !answers.isJson()) {
                answers.lines("nothing of builds is there");
            }
            return (failed ? Ending.FAILED : Ending.DONE).code();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // what is left is found the next time
            return Ending.FAILED.code();
        }
    }

    private String fate(Orphans.Found found, boolean dryRun) throws InterruptedException {
        return switch (found.owner()) {
            case RUNNING -> "of a build that runs";
            case ELSEWHERE -> "of another host";
            case GONE -> dryRun ? "would be removed" : removed(found);
        };
    }

    private String removed(Orphans.Found found) throws InterruptedException {
        try {
            orphans.remove(found);
            return "removed";
        } catch (HostException e) {
            LOG.error(String.valueOf(e.getMessage()));
            return "failed";
        }
    }

    private void tell(Orphans.Found found, String fate) {
        if (answers.isJson()) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("kind", found.kind());
            fields.put("name", PrintableText.of(found.name()));
            fields.put("id", found.id());
            fields.put("fate", fate);
            answers.piece(Json.line(fields) + "\n");
            answers.flush();
        } else {
            answers.lines(
                    "%s %s (%s): %s"
                            .formatted(
                                    found.kind(),
                                    PrintableText.of(found.name()),
                                    found.id(),
                                    fate));
        }
    }
}
