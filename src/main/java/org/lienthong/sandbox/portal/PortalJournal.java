package org.lienthong.sandbox.portal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file of what the simulated portal took, so that it knows it again after its process was killed. */
final class PortalJournal implements AutoCloseable {

    /** Told each record, and whether it is progress. */
    interface Reader {
        void read(PortalRecord record, boolean step);
    }

    private final Path file;
    private final OutputStream out;

    PortalJournal(Path file) throws IOException {
        this.file = file;
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        this.out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void replay(Reader reader) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (in.available() > 0) {
                boolean step = in.readBoolean();
                reader.read(
                        new PortalRecord(in.readUTF(), in.readByte(), in.readLong(), in.readUTF(), in.readLong()),
                        step);
            }
        } catch (EOFException cut) {
            // The last batch was being written when the process died, so nobody was told that it is taken.
        }
    }

    /** One write for the whole batch: it outlives the process, though not the machine. */
    void append(List<PortalRecord> records, boolean steps) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(records.size() * 64);
        DataOutputStream data = new DataOutputStream(bytes);
        for (PortalRecord record : records) {
            data.writeBoolean(steps);
            data.writeUTF(record.code());
            data.writeByte(record.state());
            data.writeLong(record.at());
            data.writeUTF(record.officer());
            data.writeLong(record.digest());
        }
        bytes.writeTo(out);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
