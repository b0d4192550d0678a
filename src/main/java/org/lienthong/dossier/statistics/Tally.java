package org.lienthong.dossier.statistics;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sums per month, agency and procedure; a change of a dossier adds what it is now and takes away what it was. */
final class Tally {

    private static final Comparator<Cell> ORDER =
            Comparator.comparingInt(Cell::month).thenComparing(Cell::agency).thenComparing(Cell::procedure);

    /** @param month {@code 202611} */
    record Cell(int month, String agency, String procedure) {}

    private final Map<Cell, long[]> cells = new HashMap<>();

    void add(int month, String agency, String procedure, Measure measure, long amount) {
        cells.computeIfAbsent(new Cell(month, agency, procedure), cell -> new long[Measure.COUNT])[measure.ordinal()] +=
                amount;
    }

    boolean isEmpty() {
        return cells.isEmpty();
    }

    /** The cells in which something changed, always in the same order, so that two hubs lock rows alike. */
    List<Map.Entry<Cell, long[]>> changed() {
        return cells.entrySet().stream()
                .filter(entry -> isChange(entry.getValue()))
                .sorted(Map.Entry.comparingByKey(ORDER))
                .toList();
    }

    private static boolean isChange(long[] sums) {
        for (long sum : sums) {
            if (sum != 0) {
                return true;
            }
        }
        return false;
    }

    /** What changed: per cell its key, a bit set of measures, and a sum of each. */
    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Map.Entry<Cell, long[]> entry : changed()) {
                Cell cell = entry.getKey();
                out.writeInt(cell.month());
                out.writeUTF(cell.agency());
                out.writeUTF(cell.procedure());
                writeSums(out, entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeSums(DataOutputStream out, long[] sums) throws IOException {
        int set = 0;
        for (int i = 0; i < sums.length; i++) {
            set |= sums[i] == 0 ? 0 : 1 << i;
        }
        out.writeInt(set);
        for (long sum : sums) {
            if (sum != 0) {
                out.writeLong(sum);
            }
        }
    }

    /** Adds what {@link #toBytes} wrote. */
    void addBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            while (in.available() > 0) {
                Cell cell = new Cell(in.readInt(), in.readUTF(), in.readUTF());
                long[] sums = cells.computeIfAbsent(cell, key -> new long[Measure.COUNT]);
                int set = in.readInt();
                for (int i = 0; i < Measure.COUNT; i++) {
                    if ((set & 1 << i) != 0) {
                        sums[i] += in.readLong();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a row of statistics_delta is damaged", e);
        }
    }
}
