package org.lienthong.config;

/**
 * What is made of stewards' files. The beans of this kind are called in their order ({@code @Order}), each with what those
 * before it made.
 */
public interface Configured {

    /**
     * Reads its files and adds its part; nothing of what is in force changes.
     *
     * @throws RuntimeException naming what is wrong
     */
    void read(Directories files, Edition.Draft draft);

    /** What was read will not come into force: gives back what it holds. */
    default void discard(Edition.Draft draft) {}

    /** Told when other parts have come into force. */
    default void changed() {}
}
