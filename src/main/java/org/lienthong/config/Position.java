package org.lienthong.config;

/**
 * A place in a file, as editors count it.
 *
 * @param file the path as it was given to the reader
 * @param line from 1
 * @param column from 1, in UTF-16's units: Vietnamese letters are one each in NFC, an emoji is two
 */
public record Position(String file, int line, int column) {

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
