package org.lienthong.dossier.record;

import org.jspecify.annotations.Nullable;

/**
 * One property that a record may have.
 *
 * @param limit of a text, in UTF-16 characters
 * @param allowed of an enumeration, its one-character words
 * @param slot where its value is kept, or -1
 * @param items of a list
 */
record Field(
        String name,
        Type type,
        int limit,
        boolean required,
        String allowed,
        int slot,
        @Nullable Shape items) {

    enum Type {
        /** A string. */
        TEXT,
        /** A string or an integer. */
        WORD,
        /** One of a few digits, as string or integer. */
        CHOICE,
        /** true or false, 0 or 1, as such or as a string. */
        SWITCH,
        /** Digits, as string or integer. */
        COUNT,
        /** yyyyMMddHHmmss. */
        DATE,
        /** The same, of something that is expected. */
        APPOINTMENT,
        LINK,
        CODE,
        OTHER_CODE,
        PROCEDURE,
        FIELD_CODE,
        STATE,
        LIST
    }

    static Field text(String name, int limit) {
        return new Field(name, Type.TEXT, limit, false, "", -1, null);
    }

    static Field of(String name, Type type, int slot) {
        return new Field(name, type, 100, false, "", slot, null);
    }

    static Field word(String name, int limit) {
        return new Field(name, Type.WORD, limit, false, "", -1, null);
    }

    static Field choice(String name, String allowed, int slot) {
        return new Field(name, Type.CHOICE, 1, false, allowed, slot, null);
    }

    static Field list(String name, Shape items) {
        return new Field(name, Type.LIST, 1000, false, "", -1, items);
    }

    Field demanded() {
        return new Field(name, type, limit, true, allowed, slot, items);
    }
}
