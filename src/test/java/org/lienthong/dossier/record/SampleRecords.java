package org.lienthong.dossier.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The shipped examples, one record at a time. */
public final class SampleRecords {

    private SampleRecords() {}

    /** The dossier of {@code examples/dossiers/dossier.json}. */
    public static String dossier() {
        try {
            String array = Files.readString(Path.of("examples/dossiers/dossier.json"));
            return array.strip().substring(1, array.strip().length() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
