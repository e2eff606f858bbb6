package org.imagefactory.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.imagefactory.config.Key;
import org.imagefactory.config.Keys;
import org.imagefactory.config.SpecReader;
import org.imagefactory.config.SystemKeys;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.history.DayName;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.CloudForm;
import org.imagefactory.spec.EndOfLife;
import org.imagefactory.spec.Setting;

/** Lists the configured images with what matters most of each. */
final class ListCommand {

    private static final String NOTHING = "-";

    private final SpecReader reader;
    private final Path folder;
    private final Supplier<LocalDate> today;
    private final PrintStream out;

    /**
     * @param folder where builds are looked for
     * @param today asked only if there is an image whose updates end some day
     */
    ListCommand(SpecReader reader, Path folder, Supplier<LocalDate> today, PrintStream out) {
        this.reader = reader;
        this.folder = folder;
        this.today = today;
        this.out = out;
    }

    ExitStatus run(List<String> images) {
        List<String> files = files();
        Table table =
                new Table(
                        "IMAGE",
                        "FORMAT",
                        "SIZE",
                        "UPDATES END",
                        "TESTED",
                        "ANSWER FILE",
                        "NEWEST BUILD");
        for (String image : images) {
            table.add(
                    image,
                    value(image, Keys.FORMAT),
                    value(image, Keys.IMAGE_SIZE),
                    endOfLife(image),
                    value(image, SystemKeys.TESTED),
                    answerFile(image),
                    newestBuild(image, files));
        }
        out.print(table);
        out.flush();
        return ExitStatus.DONE;
    }

    private String value(String image, Key<?> key) {
        Optional<Setting> setting = reader.setting(image, key);
        return setting.isEmpty() || setting.get().value().isEmpty()
                ? NOTHING
                : setting.get().value();
    }

    /** With a remark from the day on that builds warn. */
    private String endOfLife(String image) {
        String text = value(image, SystemKeys.EOL);
        if (text.equals(NOTHING)) {
            return text;
        }
        try {
            EndOfLife eol = EndOfLife.parse(text);
            LocalDate now = today.get();
            if (!eol.isNear(now)) {
                return text;
            }
            return text + (eol.isOver(now) ? " (over)" : " (soon)");
        } catch (DateTimeException e) {
            return text; // check complains about it
        }
    }

    private String answerFile(String image) {
        for (AnswerFile.Kind kind : AnswerFile.Kind.values()) {
            String file = value(image, Keys.answerFile(kind));
            if (!file.equals(NOTHING)) {
                return file;
            }
        }
        return NOTHING;
    }

    private String newestBuild(String image, List<String> files) {
        List<String> images = new ArrayList<>();
        String newest = "";
        for (String file : files) {
            Optional<DayName> name = DayName.parse(image, file);
            if (name.isPresent() && name.get().isImage()) {
                images.add(file);
                newest = !isForm(file) && file.compareTo(newest) > 0 ? file : newest;
            }
        }
        if (newest.isEmpty()) {
            return NOTHING;
        }
        // The raw disk may have stayed beside it.
        String built = start(newest) + value(image, Keys.FORMAT);
        return withForms(images.contains(built) ? built : newest, images);
    }

    private static String withForms(String name, List<String> images) {
        String start = start(name);
        return images.stream()
                .filter(other -> isForm(other) && other.startsWith(start))
                .sorted()
                .map(form -> form.substring(start.length()))
                .reduce(name, (all, form) -> all + ", " + form);
    }

    private static String start(String name) {
        return name.substring(0, name.lastIndexOf('.') + 1);
    }

    private static boolean isForm(String name) {
        return Stream.of(CloudForm.values()).anyMatch(form -> name.endsWith("." + form.suffix()));
    }

    private List<String> files() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                names.add(String.valueOf(file.getFileName()));
            }
            return names;
        } catch (IOException | DirectoryIteratorException e) {
            // The folder cannot be read, so no build in it can be told.
            return List.of();
        }
    }
}
