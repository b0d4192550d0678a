package org.lienthong.dossier;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The mapping of each source system, by agency id. */
public final class SourceMappings {

    private static final JsonFactory JSON = new JsonFactory();

    private final Supplier<Map<String, SourceMapping>> byAgency;

    public SourceMappings(Map<String, SourceMapping> byAgency) {
        Map<String, SourceMapping> fixed = Map.copyOf(byAgency);
        this.byAgency = () -> fixed;
    }

    private SourceMappings(Supplier<Map<String, SourceMapping>> byAgency) {
        this.byAgency = byAgency;
    }

    /** Those that are in force whenever they are asked. */
    public static SourceMappings following(Supplier<SourceMappings> current) {
        return new SourceMappings(() -> current.get().byAgency.get());
    }

    public SourceMapping of(String agency) {
        return byAgency.get().getOrDefault(agency, SourceMapping.NONE);
    }

    /**
     * The record in the portal's words; the same array when nothing is mapped.
     *
     * @param record a record that the hub accepted, one JSON object
     */
    public byte[] toPortal(String agency, RecordKind kind, byte[] record) {
        SourceMapping mapping = of(agency);
        return mapping.isIdentity() ? record : mapped(mapping, kind, record);
    }

    private static byte[] mapped(SourceMapping mapping, RecordKind kind, byte[] record) {
        String state = kind == RecordKind.DOSSIER ? "TrangThaiHoSo" : "TrangThai";
        ByteArrayOutputStream out = new ByteArrayOutputStream(record.length + 16);
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), record);
                JsonGenerator to = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            int depth = 0;
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                String word = depth == 1 && token.isScalarValue() ? mapped(mapping, state, in) : null;
                if (word == null) {
                    to.copyCurrentEventExact(in);
                } else {
                    to.writeString(word);
                }
            }
        }
        return out.toByteArray();
    }

    private static @org.jspecify.annotations.Nullable String mapped(
            SourceMapping mapping, String state, JsonParser value) {
        String name = value.currentName();
        if (state.equals(name) && !mapping.states().isEmpty()) {
            DossierState mapped = mapping.state(value.getString());
            return mapped == null ? null : Integer.toString(mapped.number());
        }
        return "LoaiDoiTuong".equals(name) ? mapping.applicantKinds().get(value.getString()) : null;
    }
}
