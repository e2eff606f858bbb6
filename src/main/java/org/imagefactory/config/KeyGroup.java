package org.imagefactory.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.spec.Field;

/** Rows of the table of keys that are written in one place. */
final class KeyGroup {

    private final List<Key<?>> rows = new ArrayList<>();

    /** All that were added. */
    List<Key<?>> rows() {
        return List.copyOf(rows);
    }

    /** Begins the row of a key of images. */
    <T> Row<T> image(String name, ValueType<T> type) {
        return new Row<>(name, type, Key.Scope.IMAGE);
    }

    /** Begins the row of a key of upload destinations. */
    <T> Row<T> destination(String name, ValueType<T> type) {
        return new Row<>(name, type, Key.Scope.DESTINATION);
    }

    /** A row being written. */
    final class Row<T> {
        private final String name;
        private final ValueType<T> type;
        private final Key.Scope scope;
        private final List<KeyOption> options = new ArrayList<>();
        private String text = "";
        private String note = "";
        private Optional<Field> field = Optional.empty();

        private Row(String name, ValueType<T> type, Key.Scope scope) {
            this.name = name;
            this.type = type;
            this.scope = scope;
        }

        Row<T> defaultText(String defaultText) {
            text = defaultText;
            return this;
        }

        Row<T> defaultNote(String defaultNote) {
            note = defaultNote;
            return this;
        }

        Row<T> field(Field named) {
            field = Optional.of(named);
            return this;
        }

        Row<T> option(String names, String parameter, String documentation) {
            options.add(KeyOption.of(names, parameter, documentation));
            return this;
        }

        Row<T> option(String switchName, boolean value, String documentation) {
            options.add(KeyOption.flag(switchName, value, documentation));
            return this;
        }

        Key<T> add(String documentation) {
            Key<T> key = new Key<>(name, type, text, note, scope, options, field, documentation);
            rows.add(key);
            return key;
        }
    }
}
