package org.lienthong.dossier;

/** Who sends records to the portal; told that there are new rows in {@code portal_task}. */
public interface PortalTasks {

    /** Called after the commit, on the sequencer's thread: only wakes somebody up. */
    void arrived();
}
