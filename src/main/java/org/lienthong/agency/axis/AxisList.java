package org.lienthong.agency.axis;

import java.io.InputStream;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * The axis' list of agencies, read in a stream from its answers: {@code getSynchronizeUnit}, {@code getAgenciesListQD20}
 * or {@code getAgenciesList}, each {@code {"status":"OK","ErrorCode":"0","data":[…]}}. What several answers tell of one
 * unit, found by its {@code id}, is put together.
 */
public final class AxisList {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0]+");

    /** More is no list of agencies: the axis had 111 339 entries in 2025. */
    private static final int MOST = 2_000_000;

    private static final int LONGEST = 1000;

    private final Map<String, AxisUnit> units = new LinkedHashMap<>();

    /** Names and ids that many units share are kept once. */
    private final Map<String, String> shared = new HashMap<>();

    private int entries;

    /**
     * Takes in one answer.
     *
     * @param source named in messages
     * @param progress gets the number of entries read so far, now and then
     * @throws AxisListException when it is no such answer, is cut off, or says that the axis failed
     */
    public void read(InputStream in, String source, IntConsumer progress) {
        Map<String, String> envelope = new HashMap<>();
        boolean data = false;
        try (JsonParser parser = JSON.createParser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new AxisListException(source + ": an answer of the axis begins with '{'");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("data") && value == JsonToken.START_ARRAY) {
                    data = true;
                    items(parser, source, progress);
                } else if (value.isScalarValue()) {
                    envelope.put(name, parser.getValueAsString(""));
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new AxisListException(source + " goes on behind its end: give each answer in a file of its own");
            }
        } catch (JacksonException e) {
            throw new AxisListException(source + " is cut off or no JSON: " + e.getOriginalMessage(), e);
        }
        if (!"OK".equals(envelope.getOrDefault("status", "OK"))
                || !"0".equals(envelope.getOrDefault("ErrorCode", "0"))) {
            throw new AxisListException(source + ": the axis answered " + envelope.get("status") + ", "
                    + envelope.get("ErrorCode") + " " + envelope.get("ErrorDesc"));
        }
        if (!data) {
            // The vendors' client takes this for an empty list. Here all agencies would then seem closed.
            throw new AxisListException(source + " holds no 'data': [ … ], so it is no list of agencies");
        }
    }

    private void items(JsonParser parser, String source, IntConsumer progress) {
        JsonToken token = parser.nextToken();
        while (token == JsonToken.START_OBJECT) {
            add(item(parser));
            if (++entries > MOST) {
                throw new AxisListException(source + " has more than " + MOST + " entries");
            }
            if (entries % 1000 == 0) {
                progress.accept(entries);
            }
            token = parser.nextToken();
        }
        if (token != JsonToken.END_ARRAY) {
            throw new AxisListException(source + ": each entry of 'data' is an object");
        }
    }

    private AxisUnit item(JsonParser parser) {
        String id = "";
        String parent = "";
        String code = "";
        String oldCode = "";
        String name = "";
        String mail = "";
        boolean deleted = false;
        boolean agency = true;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String member = parser.currentName();
            JsonToken value = parser.nextToken();
            if (!value.isScalarValue()) {
                parser.skipChildren();
                continue;
            }
            String text = value == JsonToken.VALUE_NULL ? "" : parser.getValueAsString("");
            switch (member) {
                case "id" -> id = clean(text);
                case "pid" -> parent = shared.computeIfAbsent(clean(text), one -> one);
                case "code" -> code = clean(text);
                case "code102", "oldCode" -> oldCode = clean(text);
                case "name" -> name = shared.computeIfAbsent(clean(text), one -> one);
                case "mail" -> mail = clean(text);
                case "deleted" -> deleted = isTrue(text);
                case "isAgency" -> agency = text.isEmpty() || isTrue(text);
                default -> {}
            }
        }
        return new AxisUnit(id, parent, code, oldCode, name, mail, deleted, agency);
    }

    private void add(AxisUnit unit) {
        String key = unit.id().isEmpty() ? unit.code() : unit.id();
        AxisUnit first = units.get(key);
        // Two entries of one answer that contradict each other stay two, to be told as ambiguous.
        if (first != null && !first.code().equals(unit.code())) {
            units.put(key + "#" + entries, unit);
        } else {
            units.merge(key, unit, AxisUnit::and);
        }
    }

    private static boolean isTrue(String text) {
        return text.equals("true") || text.equals("1");
    }

    private static String clean(String text) {
        String shortened = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return BLANKS.matcher(Normalizer.normalize(shortened, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
    }

    /** Each unit once, in the order of the answers. */
    public Collection<AxisUnit> units() {
        return Collections.unmodifiableCollection(units.values());
    }

    /** Entries read, those that two answers share counted twice. */
    public int entries() {
        return entries;
    }
}
