package org.lienthong.audit.access;

/** The keys at hand are not those of the database's personal records: with them nothing could be found or erased. */
final class MissingKeysException extends IllegalStateException {

    MissingKeysException(String message) {
        super(message);
    }
}
