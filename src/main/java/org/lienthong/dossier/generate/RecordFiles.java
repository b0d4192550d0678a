package org.lienthong.dossier.generate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lienthong.dossier.RecordKind;

/** Writes NDJSON: a file per agency and kind, {@code H26-dossiers.ndjson}, or everything into one stream. */
public final class RecordFiles implements RecordSink {

    private static final int BUFFER = 1 << 16;

    private final List<Sender> senders;
    private final Map<String, OutputStream> files = new HashMap<>();
    private final boolean own;
    private final Opening opening;

    private interface Opening {
        OutputStream open(String name) throws IOException;
    }

    private RecordFiles(List<Sender> senders, boolean own, Opening opening) {
        this.senders = senders;
        this.own = own;
        this.opening = opening;
    }

    /** Files of that directory, which is made when missing; what is there is overwritten. */
    public static RecordFiles in(Path directory, List<Sender> senders) throws IOException {
        Files.createDirectories(directory);
        return new RecordFiles(
                senders,
                true,
                name -> new BufferedOutputStream(Files.newOutputStream(directory.resolve(name + ".ndjson")), BUFFER));
    }

    /** One stream for all records, in the order of sending; it is flushed, not closed. */
    public static RecordFiles into(OutputStream out, List<Sender> senders) {
        OutputStream all = new BufferedOutputStream(out, BUFFER);
        return new RecordFiles(senders, false, name -> all);
    }

    @Override
    public void take(DossierStream stream) throws IOException {
        String name = fileName(senders.get(stream.sender()).agency(), stream.kind());
        OutputStream file = files.get(name);
        if (file == null) {
            file = opening.open(name);
            files.put(name, file);
        }
        stream.writeTo(file);
        file.write('\n');
    }

    static String fileName(String agency, RecordKind kind) {
        return agency + "-" + kind.wireName();
    }

    @Override
    public void close() throws IOException {
        for (OutputStream file : files.values()) {
            file.flush();
            if (own) {
                file.close();
            }
        }
    }
}
