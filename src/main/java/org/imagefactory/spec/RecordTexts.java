package org.imagefactory.spec;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every text that a record and what is in it hold. Nothing is listed here by name, so that a field
 * that is new cannot be forgotten.
 */
final class RecordTexts {

    private final Set<String> texts = new LinkedHashSet<>();

    private RecordTexts() {}

    /** Each text as it is, and once more behind its name: {@code NAME=TEXT}. */
    static Set<String> of(Record top) {
        RecordTexts walk = new RecordTexts();
        walk.add("", top);
        return walk.texts;
    }

    private void add(String name, Object value) {
        if (value instanceof Record fields) {
            for (RecordComponent component : fields.getClass().getRecordComponents()) {
                add(component.getName(), read(component, fields));
            }
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> add(name, present));
        } else if (value instanceof Collection<?> all) {
            all.forEach(element -> add(name, element));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> add(key.toString(), element));
        } else if (!(value instanceof Enum<?> || value instanceof Boolean)) {
            texts.add(value.toString());
            texts.add(name + "=" + value);
        }
    }

    private static Object read(RecordComponent component, Record fields) {
        try {
            return component.getAccessor().invoke(fields);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public record can be read", e);
        }
    }
}
