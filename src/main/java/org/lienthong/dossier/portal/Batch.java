package org.lienthong.dossier.portal;

import java.util.List;

/** Records that go to the portal in one call, or about which it is asked: of one agency and at most one of each dossier. */
record Batch(Batch.Key key, List<Item> items) {

    /** What is to be done with a record. */
    enum Work {
        CREATE,
        UPDATE,
        PROGRESS,
        /** Ask whether the portal has the dossier, or the record. */
        ASK
    }

    record Key(String agency, Work work) {}

    Batch with(Work work, List<Item> some) {
        return new Batch(new Key(key.agency(), work), some);
    }
}
