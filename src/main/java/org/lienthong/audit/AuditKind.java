package org.lienthong.audit;

/**
 * What an entry is about, for how long it is kept online: each kind has partitions and a retention of its own (NĐ 47/2020
 * Art 45: retention as the data's owner lays down). The order is stored and never changes.
 */
public enum AuditKind {
    /** Documents, statuses and their deliveries. */
    EXCHANGE,
    /** Who asked for data, who was given or denied them. */
    ACCESS,
    /** What operators and stewards did. */
    OPERATION;

    /** What is not listed is an access: the kind that is kept longest where periods differ. */
    static AuditKind of(AuditEvent event) {
        return switch (event) {
            case ACCEPTED,
                    SEQUENCED,
                    REFUSED,
                    DELIVERED,
                    ACKNOWLEDGED,
                    REJECTED,
                    ATTEMPT_FAILED,
                    DEAD_LETTERED,
                    REPLAYED,
                    CLOSED,
                    ASSIGNED -> EXCHANGE;
            case QUEUES_REBUILT, CONFIGURED, RECONCILED, OPERATED, PROPOSED, DECIDED -> OPERATION;
            default -> ACCESS;
        };
    }

    /** The word in names of partitions and settings. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
