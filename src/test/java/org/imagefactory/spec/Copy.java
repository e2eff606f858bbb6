package org.imagefactory.spec;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;

/** Copies of records that differ in one place, for tests. */
public final class Copy {

    private Copy() {}

    /**
     * @param path names of components from the outside in, with dots between them; one that is an
     *     optional record stands for that
     */
    public static <R extends Record> R with(R record, String path, Object value) {
        String name = path.split("\\.", -1)[0];
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < values.length; i++) {
                Object old = components[i].getAccessor().invoke(record);
                values[i] = components[i].getName().equals(name) ? changed(old, path, value) : old;
            }
            Class<?>[] types =
                    Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new);
            @SuppressWarnings("unchecked")
            R copy = (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
            if (copy.equals(record) && !value.equals(get(record, path))) {
                throw new IllegalArgumentException("nothing is named " + path);
            }
            return copy;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    /** What stands there. */
    public static Object get(Record record, String path) {
        Object at = record;
        for (String name : path.split("\\.", -1)) {
            try {
                Record in = (Record) (at instanceof Optional<?> some ? some.orElseThrow() : at);
                at = in.getClass().getMethod(name).invoke(in);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(path, e);
            }
        }
        return at;
    }

    private static Object changed(Object old, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return value;
        }
        String rest = path.substring(dot + 1);
        return old instanceof Optional<?> some
                ? some.map(inner -> with((Record) inner, rest, value))
                : with((Record) old, rest, value);
    }
}
