package org.lienthong.dossier.record;

import java.util.HashMap;
import java.util.Map;

/** The properties of one kind of object, at most 64. */
final class Shape {

    /** What is done with an item when it is complete. */
    enum Kind {
        DOSSIER,
        PROGRESS,
        IDENTITY,
        DATABASE,
        COMPONENT,
        FEE,
        SUPPLEMENT,
        RESULT,
        OTHER
    }

    private final Kind kind;
    private final Field[] fields;
    private final Map<String, Integer> byName = new HashMap<>();
    private final long required;

    Shape(Kind kind, Field... fields) {
        this.kind = kind;
        this.fields = fields.clone();
        long demanded = 0;
        for (int i = 0; i < fields.length; i++) {
            byName.put(fields[i].name(), i);
            demanded |= fields[i].required() ? 1L << i : 0;
        }
        if (fields.length > Long.SIZE || byName.size() != fields.length) {
            throw new IllegalArgumentException("too many properties, or one twice");
        }
        this.required = demanded;
    }

    Kind kind() {
        return kind;
    }

    /** @return -1 when there is none of that name */
    int find(String name) {
        Integer found = byName.get(name);
        return found == null ? -1 : found;
    }

    Field field(int index) {
        return fields[index];
    }

    /** The places of the required fields, as bits. */
    long required() {
        return required;
    }
}
