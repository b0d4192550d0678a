package org.lienthong.dossier.sequence;

import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.Outcome;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.record.Reason;

/** What follows from a record for itself or for one that came before it. */
sealed interface Deed {

    RecordPlace record();

    /** @param reason of a flagged one */
    record Judge(
            RecordPlace record,
            RecordKind kind,
            Outcome outcome,
            @Nullable Reason reason) implements Deed {

        /** Where in the record the state stands. */
        String pointer() {
            return kind == RecordKind.DOSSIER ? "/TrangThaiHoSo" : "/TrangThai";
        }
    }

    /** The portal does not get it after all, if it has not got it yet. */
    record Cancel(RecordPlace record) implements Deed {}

    /** The portal gets it. */
    record Send(RecordPlace record, RecordKind kind) implements Deed {}
}
