package org.lienthong.dossier.record;

/**
 * One thing wrong with a record.
 *
 * @param pointer JSON pointer within the record; empty for the record as a whole
 */
public record Defect(String pointer, Reason reason) {}
