package org.lienthong.agreement;

import java.util.regex.Pattern;

/**
 * One value in a service's answer. What is no declared field never leaves, so something that a provider adds tomorrow
 * does not leak.
 *
 * @param path names from the answer's root, with dots between: {@code quocTich}, {@code thuongTru.maTinh}; the members of
 *     an array's items as if there were no array
 * @param type as in JSON Schema: {@code string}, {@code integer}, {@code number} or {@code boolean}
 */
public record ServiceField(String path, Type type, DataClass dataClass, Text title) {

    static final Pattern PATH = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}(\\.[A-Za-z_][A-Za-z0-9_-]{0,63}){0,15}");

    /** The JSON Schema type of a value. */
    public enum Type {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN
    }

    public ServiceField {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("'" + path + "' is no path of a field");
        }
    }

    /** Whether it is about a person. */
    public boolean personal() {
        return dataClass.personal();
    }
}
