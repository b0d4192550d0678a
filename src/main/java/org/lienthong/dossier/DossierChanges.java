package org.lienthong.dossier;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Who computes something from dossiers. */
public interface DossierChanges {

    /**
     * Takes over the changes; called once for each dossier that a transaction changed, in the order of the codes.
     *
     * @param connection with the transaction open that makes the changes; the caller commits it
     */
    void record(Connection connection, List<DossierChange> changes) throws SQLException;
}
