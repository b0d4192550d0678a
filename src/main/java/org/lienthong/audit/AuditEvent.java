package org.lienthong.audit;

/** What an audit entry records. Names are part of the entry's format and never change their meaning. */
public enum AuditEvent {
    /** A document or status was accepted; from here on the hub answers for it. */
    ACCEPTED,
    /** The records of a batch were put into the histories of their dossiers. */
    SEQUENCED,
    /** A submission was refused for a reason that the caller was told. */
    REFUSED,
    /** A caller was denied something. */
    DENIED,
    /** A recipient fetched, was pushed or was queued its copy. */
    DELIVERED,
    /** A recipient said that it took its copy over. */
    ACKNOWLEDGED,
    /** A recipient said that it could not take its copy over, or refused it for good. */
    REJECTED,
    /** An attempt failed; another one follows. */
    ATTEMPT_FAILED,
    /** The last attempt failed; an operator has to act. */
    DEAD_LETTERED,
    /** An operator gave a delivery another round. */
    REPLAYED,
    /** An operator closed a dead letter: nothing more is tried. */
    CLOSED,
    /** An operator ordered something: a pause, maintenance, work on many dead letters. */
    OPERATED,
    /** Someone asked for an order that needs a second person's consent. */
    PROPOSED,
    /** A second person agreed to what was proposed, or declined. */
    DECIDED,
    /** An operator decided who receives what was sent to a split agency. */
    ASSIGNED,
    /** The broker's queues were rebuilt from the database. */
    QUEUES_REBUILT,
    /** The configuration or the register of agencies changed. */
    CONFIGURED,
    /** A caller asked for a person's data, and the provider is about to be asked. */
    DATA_REQUESTED,
    /** Data left the hub for the caller. */
    DATA_RELEASED,
    /** A caller was denied data. */
    DATA_DENIED,
    /** Data were not released because the provider or the hub failed. */
    DATA_FAILED,
    /** An auditor looked up who used a person's data. */
    USAGE_READ,
    /** The portal showed a person who used the person's data. */
    USAGE_SHOWN,
    /** The personal parts of a person's entries were made unreadable. */
    ERASED,
    /** The hub noticed something that a person has to look at. */
    ALERTED,
    /** A file of a dossier left the hub for the agency that its link was made for. */
    FILE_RELEASED,
    /** Someone who runs the hub was shown what an exchange says, for a reason that was stated. */
    EXCHANGE_READ,
    /** The payment platform's list of a day was compared with what the hub posted. */
    RECONCILED;

    /** The word in the entry, for example {@code attempt-failed}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
