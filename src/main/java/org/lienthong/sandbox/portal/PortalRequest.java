package org.lienthong.sandbox.portal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A request of the portal's API, read in one pass; of each record only what the simulator keeps.
 *
 * @param fields the members of the request that are no array, as text
 * @param records of {@code data}
 */
record PortalRequest(Map<String, String> fields, List<PortalRecord> records) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** @throws JacksonException when it is not JSON */
    static PortalRequest read(byte[] body) {
        Map<String, String> fields = new HashMap<>();
        List<PortalRecord> records = new ArrayList<>();
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return new PortalRequest(Map.of(), List.of());
            }
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                if (value == JsonToken.START_ARRAY && name.equals("data")) {
                    while (in.nextToken() == JsonToken.START_OBJECT) {
                        records.add(record(in, body));
                    }
                } else if (value.isScalarValue()) {
                    fields.put(name, in.getString());
                } else {
                    in.skipChildren();
                }
            }
        }
        return new PortalRequest(fields, records);
    }

    private static PortalRecord record(JsonParser in, byte[] body) {
        int start = (int) in.currentTokenLocation().getByteOffset();
        String code = "";
        String state = "";
        String at = "";
        String officer = "";
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            switch (name) {
                case "MaHoSo" -> code = text(in, value);
                case "TrangThaiHoSo", "TrangThai" -> state = text(in, value);
                case "ThoiDiemXuLy" -> at = text(in, value);
                case "NguoiXuLy" -> officer = text(in, value);
                default -> in.skipChildren();
            }
        }
        int end = (int) in.currentLocation().getByteOffset();
        return new PortalRecord(code, (int) number(state), number(at), officer, digest(body, start, end));
    }

    private static String text(JsonParser in, JsonToken value) {
        if (value.isScalarValue()) {
            return in.getString();
        }
        in.skipChildren();
        return "";
    }

    private static long number(String digits) {
        if (digits.isEmpty() || digits.length() > 15) {
            return 0;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }

    /** FNV-1a, 64 bits: tells equal records from different ones, no more. */
    private static long digest(byte[] body, int start, int end) {
        long hash = FNV_OFFSET;
        for (int i = start; i < end; i++) {
            hash = (hash ^ (body[i] & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
