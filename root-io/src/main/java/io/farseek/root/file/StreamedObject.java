package io.farseek.root.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object read by its class description: members of base classes and its own by name. Integers are Long (arrays long[]), floating
 * point numbers Double (double[]), flags Boolean, text String, objects StreamedObject, collections List. Members after one whose layout
 * is unknown are absent; {@link #complete()} tells.
 */
public final class StreamedObject {

    private final String className;
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();
    private boolean complete = true;

    StreamedObject(String className) {
        this.className = className;
    }

    public String className() {
        return className;
    }

    /** Whether every member could be read. */
    public boolean complete() {
        return complete;
    }

    void incomplete() {
        complete = false;
    }

    void put(String name, @Nullable Object value) {
        members.put(name, value);
    }

    void putAll(StreamedObject base) {
        members.putAll(base.members);
        complete &= base.complete;
    }

    public Map<String, @Nullable Object> members() {
        return members;
    }

    public @Nullable Object get(String name) {
        return members.get(name);
    }

    public long integer(String name, long otherwise) {
        Object value = members.get(name);
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        return value instanceof Number number ? number.longValue() : otherwise;
    }

    public double number(String name, double otherwise) {
        return members.get(name) instanceof Number number ? number.doubleValue() : otherwise;
    }

    public String text(String name) {
        return members.get(name) instanceof String text ? text : "";
    }

    public long[] integers(String name) {
        return members.get(name) instanceof long[] values ? values : new long[0];
    }

    public @Nullable StreamedObject object(String name) {
        return members.get(name) instanceof StreamedObject object ? object : null;
    }

    /** The objects of a collection member; nulls and other things in it are left out. */
    public List<StreamedObject> objects(String name) {
        if (!(members.get(name) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .filter(StreamedObject.class::isInstance)
                .map(StreamedObject.class::cast)
                .toList();
    }

    @Override
    public String toString() {
        return className + members.keySet();
    }
}
