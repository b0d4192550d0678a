package org.lienthong.dossier.portal;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.SourceMappings;

/**
 * What has to be another one at the portal: words of the source system, the dossier's code where the portal has one of its
 * own, and addresses of files, for which the portal gets links through the hub. Most records go as they came.
 */
final class PortalWords {

    /** Puts the portal's code and links into a record. */
    interface Rewriting {
        byte[] toPortal(String agency, byte[] record, @Nullable String portalCode);
    }

    private final SourceMappings mappings;
    private final Predicate<String> hasFiles;
    private final Rewriting rewriting;

    /** @param hasFiles whether an agency has registered systems, which its files may be on */
    PortalWords(SourceMappings mappings, Predicate<String> hasFiles, Rewriting rewriting) {
        this.mappings = mappings;
        this.hasFiles = hasFiles;
        this.rewriting = rewriting;
    }

    /** Whether such records go as they came. */
    boolean keeps(String agency, RecordKind kind, @Nullable String alias) {
        return alias == null
                && mappings.of(agency).isIdentity()
                && (kind == RecordKind.PROGRESS || !hasFiles.test(agency));
    }

    /** The record as the portal gets it. */
    byte[] of(String agency, RecordKind kind, @Nullable String alias, byte[] own) {
        return rewriting.toPortal(agency, mappings.toPortal(agency, kind, own), alias);
    }
}
