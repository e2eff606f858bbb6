package org.imagefactory.service.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.spec.DataSize;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageStore;
import org.imagefactory.tdl.InvalidTemplateException;
import org.imagefactory.tdl.Template;
import org.imagefactory.tdl.TemplateReader;
import org.imagefactory.tdl.TemplateRules;

/** An image as the pages' templates want it: texts, and whether there is something. */
final class ImageFacts {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int LONGEST_TEMPLATE = 256 << 10;
    private static final int BEGINNING = 4096;
    private static final Pattern NAME = Pattern.compile("<name>([^<]{1,200})</name>");

    private final ImageStore store;
    private final Viewer viewer;

    ImageFacts(ImageStore store, Viewer viewer) {
        this.store = store;
        this.viewer = viewer;
    }

    /** What all pages tell of it. */
    Map<String, Object> of(ImageRecord record) {
        String text = record.template().orElse("");
        Optional<Template> template = template(text);
        Map<String, Object> view = new LinkedHashMap<>(Badge.of(record.status()));
        ImageStatus status = record.status();
        view.put("id", record.id().text());
        view.put("short", record.id().text().substring(0, 8));
        view.put("href", "/images/" + record.id());
        view.put("rest", "/imagefactory/" + record.type().collection() + "/" + record.id());
        view.put("kind", kind(record));
        view.put("name", template.map(Template::name).orElseGet(() -> name(text)));
        view.put("system", template.map(ImageFacts::system).orElse(""));
        view.put("open", !status.isFinal());
        view.put("percent", record.percent());
        view.put("activity", record.activity());
        view.put("error", record.error().orElse(""));
        view.put("complete", status == ImageStatus.COMPLETE);
        view.put("size", status == ImageStatus.COMPLETE ? size(record.id()) : "");
        Instant changed = store.lastChange(record.id()).truncatedTo(ChronoUnit.SECONDS);
        view.put("changed", MINUTE.format(changed));
        view.put("changedExactly", changed.toString());
        view.put("mayDelete", viewer.mayChange() && status != ImageStatus.DELETING);
        view.put("deleteWord", status.isFinal() ? "Delete" : "Cancel and delete");
        return view;
    }

    /** Such as {@code for ec2}. */
    private static String kind(ImageRecord record) {
        return switch (record.type()) {
            case BASE -> "base image";
            case TARGET -> "target image for " + record.target().orElse("?");
            case PROVIDER -> "provider image for " + record.target().orElse("?");
        };
    }

    private static String system(Template template) {
        return template.os().name() + " " + template.os().version() + ", " + template.os().arch();
    }

    /** Empty for one that is broken, or so long that looking at it takes a while. */
    private static Optional<Template> template(String text) {
        try {
            return text.isEmpty() || text.length() > LONGEST_TEMPLATE
                    ? Optional.empty()
                    : Optional.of(TemplateReader.read(text, new TemplateRules(false)));
        } catch (InvalidTemplateException e) {
            return Optional.empty();
        }
    }

    /** What a template begins with tells its name, whatever follows. */
    private static String name(String template) {
        Matcher name = NAME.matcher(template.substring(0, Math.min(template.length(), BEGINNING)));
        return name.find() ? name.group(1).strip() : "(no name)";
    }

    private String size(ImageId id) {
        try {
            if (Files.isRegularFile(store.body(id), LinkOption.NOFOLLOW_LINKS)) {
                return new DataSize(Files.size(store.body(id))).toString();
            }
        } catch (IOException e) {
            // As if it were not there.
        }
        return "";
    }
}
