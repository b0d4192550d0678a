package org.lienthong.dossier;

import java.util.Map;

/** The mapping of each source system, by agency id. */
public final class SourceMappings {

    private final Map<String, SourceMapping> byAgency;

    public SourceMappings(Map<String, SourceMapping> byAgency) {
        this.byAgency = Map.copyOf(byAgency);
    }

    public SourceMapping of(String agency) {
        return byAgency.getOrDefault(agency, SourceMapping.NONE);
    }

    /**
     * The record in the portal's words; the same array when nothing is mapped.
     *
     * @param record a record that the hub accepted, one JSON object
     */
    public byte[] toPortal(String agency, RecordKind kind, byte[] record) {
        if (of(agency).isIdentity()) {
            return record;
        }
        throw new UnsupportedOperationException("not yet");
    }
}
