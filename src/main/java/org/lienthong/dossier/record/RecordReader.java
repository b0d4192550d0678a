package org.lienthong.dossier.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.SourceMapping;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one record token by token: checks it against its {@link Shape} and gathers what the hub decides by; nothing of it
 * is kept otherwise. Properties that the hub does not know are let through, because the portal's schema moves on. Not safe
 * for use by several threads.
 */
public final class RecordReader {

    /** Defects told of one record. */
    static final int MOST_DEFECTS = 8;

    private static final int DEEPEST = 8;
    private static final int LONGEST_NUMBER = 40;
    private static final int MOST_ITEMS = 1000;
    private static final int MOST_UNKNOWN = 100;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(1000)
                    .build())
            .build();

    private final Shape shape;
    private final Values values;
    private final Contents contents;
    private final Pointer pointer = new Pointer();
    private @Nullable List<Defect> defects;
    private boolean escapes;

    /**
     * @param mapping the words of the system that sends
     * @param latest epoch seconds after which nothing can have happened yet
     */
    public RecordReader(RecordKind kind, SourceMapping mapping, long latest) {
        this.shape = kind == RecordKind.DOSSIER ? Shapes.DOSSIER : Shapes.PROGRESS;
        this.contents = new Contents(kind, this::defect);
        this.values = new Values(mapping, latest, contents);
    }

    /**
     * Reads a record.
     *
     * @param escapes whether there is a backslash in it
     * @throws MalformedRecord when it is not one JSON value
     */
    public Reading read(byte[] bytes, int from, int length, boolean escapes) throws MalformedRecord {
        this.defects = null;
        this.escapes = escapes;
        pointer.reset();
        contents.reset();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes, from, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return end(parser, Reading.broken(Reason.NOT_AN_OBJECT));
            }
            object(parser, shape);
            return end(parser, null);
        } catch (StreamConstraintsException e) {
            return Reading.broken(Reason.TOO_DEEP);
        } catch (JacksonException e) {
            throw new MalformedRecord(
                    e.getLocation() == null ? 0 : e.getLocation().getByteOffset());
        }
    }

    private Reading end(JsonParser parser, @Nullable Reading broken) throws MalformedRecord {
        if (parser.nextToken() != null) {
            throw new MalformedRecord(parser.currentTokenLocation().getByteOffset());
        }
        if (broken != null) {
            return broken;
        }
        if (defects == null) {
            contents.finish();
        }
        return contents.reading(defects == null ? List.of() : List.copyOf(defects));
    }

    private void defect(String at, Reason reason) {
        if (defects == null) {
            defects = new ArrayList<>(2);
        }
        if (defects.size() < MOST_DEFECTS) {
            defects.add(new Defect(at, reason));
        }
    }

    private void object(JsonParser parser, Shape of) {
        long seen = 0;
        List<String> unknown = List.of();
        long[] slots = contents.open(of);
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            int index = of.find(name);
            if (index < 0) {
                unknown = unknown(parser, name, unknown);
                continue;
            }
            Field field = of.field(index);
            pointer.enter(name);
            if ((seen & 1L << index) != 0) {
                defect(pointer.toString(), Reason.DUPLICATE_PROPERTY);
            }
            if (value(parser, field, slots)) {
                seen |= 1L << index;
            } else if (field.required()) {
                seen |= 1L << index;
                defect(pointer.toString(), Reason.MISSING);
            }
            pointer.leave();
        }
        long missing = of.required() & ~seen;
        while (missing != 0) {
            Field field = of.field(Long.numberOfTrailingZeros(missing));
            defect(pointer.with(field.name()), Reason.MISSING);
            missing &= missing - 1;
        }
        contents.close(of, slots, pointer);
    }

    /** @return whether there is a value: neither null nor an empty string */
    private boolean value(JsonParser parser, Field field, long[] slots) {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return false;
        }
        if (field.type() == Field.Type.LIST) {
            list(parser, field, token);
            return true;
        }
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            defect(pointer.toString(), Reason.WRONG_TYPE);
            skip(parser);
            return true;
        }
        int length = parser.getStringLength();
        if (token == JsonToken.VALUE_STRING && length == 0) {
            return false;
        }
        Reason wrong = token == JsonToken.VALUE_STRING && escapes && !isText(parser)
                ? Reason.INVALID_TEXT
                : values.take(parser, token, field, slots);
        if (wrong != null) {
            defect(pointer.toString(), wrong);
        }
        return true;
    }

    private void list(JsonParser parser, Field field, JsonToken token) {
        if (token != JsonToken.START_ARRAY) {
            defect(pointer.toString(), Reason.WRONG_TYPE);
            skip(parser);
            return;
        }
        int count = 0;
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            pointer.enter(count++);
            if (count > MOST_ITEMS) {
                if (count == MOST_ITEMS + 1) {
                    defect(pointer.parent(), Reason.TOO_MANY);
                }
                skip(parser);
            } else if (item == JsonToken.START_OBJECT && field.items() != null) {
                object(parser, field.items());
            } else {
                defect(pointer.toString(), Reason.WRONG_TYPE);
                skip(parser);
            }
            pointer.leave();
        }
    }

    /** What the hub does not know is passed on, unless some reader behind it could take it for an order. */
    private List<String> unknown(JsonParser parser, String name, List<String> before) {
        List<String> names = before.isEmpty() ? new ArrayList<>() : before;
        pointer.enter(name);
        if (isForbidden(name) || escapes && !isText(name)) {
            defect(pointer.toString(), Reason.FORBIDDEN_PROPERTY);
        } else if (names.contains(name)) {
            defect(pointer.toString(), Reason.DUPLICATE_PROPERTY);
        } else if (names.size() == MOST_UNKNOWN) {
            defect(pointer.parent(), Reason.TOO_MANY);
        }
        if (names.size() < MOST_UNKNOWN) {
            names.add(name);
        }
        parser.nextToken();
        skip(parser);
        pointer.leave();
        return names;
    }

    static boolean isForbidden(String name) {
        if (name.isEmpty() || name.length() > 100) {
            return true;
        }
        char first = name.charAt(0);
        return first == '@' || first == '$' || FORBIDDEN.contains(name);
    }

    private static final List<String> FORBIDDEN = Arrays.asList("__proto__", "constructor", "prototype", "class");

    /** Passes over the value whose first token was read, and checks what holds for any value. */
    private void skip(JsonParser parser) {
        int depth = 0;
        JsonToken token = parser.currentToken();
        while (true) {
            switch (token) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                    if (isTooLarge(parser)) {
                        defect(pointer.toString(), Reason.NUMBER_TOO_LARGE);
                    }
                }
                case VALUE_STRING -> {
                    if (escapes && !isText(parser)) {
                        defect(pointer.toString(), Reason.INVALID_TEXT);
                    }
                }
                case PROPERTY_NAME -> {
                    if (isForbidden(parser.currentName()) || escapes && !isText(parser.currentName())) {
                        defect(pointer.toString(), Reason.FORBIDDEN_PROPERTY);
                    }
                }
                default -> {}
            }
            if (depth == 0) {
                return;
            }
            token = parser.nextToken();
        }
    }

    static boolean isTooLarge(JsonParser number) {
        int length = number.getStringLength();
        if (length > LONGEST_NUMBER) {
            return true;
        }
        char[] text = number.getStringCharacters();
        for (int i = number.getStringOffset(); i < number.getStringOffset() + length; i++) {
            if (text[i] == 'e' || text[i] == 'E') {
                return true;
            }
        }
        return false;
    }

    private static boolean isText(String name) {
        return isText(name.toCharArray(), 0, name.length());
    }

    private static boolean isText(JsonParser parser) {
        return isText(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
    }

    /** No control characters but tab and line ends, and no half of a surrogate pair. */
    private static boolean isText(char[] text, int from, int length) {
        for (int i = from; i < from + length; i++) {
            char c = text[i];
            if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c == 0x7f) {
                return false;
            }
            if (Character.isHighSurrogate(c) && i + 1 < from + length && Character.isLowSurrogate(text[i + 1])) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
