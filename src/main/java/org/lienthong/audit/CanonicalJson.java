package org.lienthong.audit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one flat JSON object in the canonical form of RFC 8785. The caller gives the members in sorted order. */
public final class CanonicalJson {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out = new StringBuilder(384).append('{');
    private String last = "";

    public CanonicalJson member(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            string(value);
        }
        return this;
    }

    public CanonicalJson member(String name, @Nullable Long value) {
        return value == null ? this : member(name, value.longValue());
    }

    public CanonicalJson member(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    public CanonicalJson member(String name, List<String> values) {
        if (!values.isEmpty()) {
            name(name);
            char separator = '[';
            for (String value : values) {
                out.append(separator);
                string(value);
                separator = ',';
            }
            out.append(']');
        }
        return this;
    }

    public byte[] toBytes() {
        return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void name(String name) {
        if (name.compareTo(last) <= 0) {
            throw new IllegalStateException("members out of order: " + name + " after " + last);
        }
        if (!last.isEmpty()) {
            out.append(',');
        }
        last = name;
        out.append('"').append(name).append("\":");
    }

    private void string(String value) {
        out.append('"');
        int plain = 0; // what is written as it is goes in one piece
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                out.append(value, plain, i);
                escaped(c);
                plain = i + 1;
            }
        }
        out.append(value, plain, value.length()).append('"');
    }

    private void escaped(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }
}
