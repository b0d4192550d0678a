package org.lienthong.document;

/** How far a document has come at one recipient, in rising rank: a later constant wins over an earlier one. */
public enum BusinessState {
    SENT,
    ARRIVED,
    REFUSED,
    RECEIVED,
    ASSIGNED,
    PROCESSING,
    COMPLETED,
    RECALLED
}
