package org.lienthong.dossier.batch;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Finds the code in a record that was accepted before. */
final class DossierCodes {

    private static final JsonFactory FACTORY = new JsonFactory();

    @Nullable
    String find(byte[] record, int from, int length) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), record, from, length)) {
            parser.nextToken();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                JsonToken value = parser.nextToken();
                if (name.equals("MaHoSo")) {
                    return value == JsonToken.VALUE_STRING ? parser.getString() : null;
                }
                parser.skipChildren();
            }
        }
        return null;
    }
}
