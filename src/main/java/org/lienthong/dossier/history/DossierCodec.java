package org.lienthong.dossier.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lienthong.dossier.DossierEvent;
import org.lienthong.dossier.DossierFacts;
import org.lienthong.dossier.DossierState;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.Verdict;

/**
 * The columns {@code history} and {@code facts} of the table {@code dossier}: a version byte, then numbers in groups of seven
 * bits, the lowest first. An event takes some 25 bytes.
 */
public final class DossierCodec {

    private static final byte VERSION = 1;
    private static final Verdict[] VERDICTS = Verdict.values();
    private static final RecordKind[] KINDS = RecordKind.values();

    private DossierCodec() {}

    public static byte[] encode(List<DossierEvent> events) {
        Output out = new Output(2 + events.size() * 32);
        out.oneByte(VERSION);
        for (DossierEvent event : events) {
            int late = event.late() ? 1 : 0;
            out.oneByte(event.state().number()
                    | event.kind().ordinal() << 4
                    | late << 5
                    | event.verdict().ordinal() << 6);
            out.oneByte(event.traits());
            out.number(event.at());
            out.eightBytes(event.digest());
            out.number(event.batchNo());
            out.number(event.index());
        }
        return out.toBytes();
    }

    public static List<DossierEvent> events(byte[] stored) {
        ByteBuffer in = open(stored);
        List<DossierEvent> events = new ArrayList<>(stored.length / 20 + 1);
        while (in.hasRemaining()) {
            int bits = in.get() & 0xff;
            int traits = in.get();
            DossierState state = DossierState.of(bits & 15);
            if (state == null) {
                throw new IllegalArgumentException("no state " + (bits & 15));
            }
            events.add(new DossierEvent(
                    state,
                    KINDS[bits >> 4 & 1],
                    number(in),
                    in.getLong(),
                    number(in),
                    (int) number(in),
                    traits,
                    VERDICTS[bits >> 6],
                    (bits >> 5 & 1) == 1));
        }
        return events;
    }

    public static byte[] encode(DossierFacts facts) {
        Output out = new Output(96 + facts.supplements().size() * 18);
        out.oneByte(VERSION);
        out.text(facts.procedure());
        out.text(facts.field());
        out.oneByte(facts.channel());
        out.oneByte(facts.payment() + 1);
        out.number(facts.flags());
        out.number(facts.fees());
        out.number(facts.submittedAt());
        out.number(facts.receivedAt());
        out.number(facts.dueAt());
        out.number(facts.returnedAt());
        out.number(facts.finishedAt());
        out.number(facts.refusedAt());
        for (DossierFacts.Supplement supplement : facts.supplements()) {
            out.number(supplement.requestedAt());
            out.number(supplement.completedAt());
            out.number(supplement.newDueAt());
        }
        return out.toBytes();
    }

    public static DossierFacts facts(byte[] stored) {
        ByteBuffer in = open(stored);
        String procedure = text(in);
        String field = text(in);
        int channel = in.get();
        int payment = in.get() - 1;
        int flags = (int) number(in);
        long fees = number(in);
        long[] times = new long[6];
        Arrays.setAll(times, i -> number(in));
        List<DossierFacts.Supplement> supplements = new ArrayList<>(0);
        while (in.hasRemaining()) {
            supplements.add(new DossierFacts.Supplement(number(in), number(in), number(in)));
        }
        return new DossierFacts(
                procedure,
                field,
                channel,
                times[0],
                times[1],
                times[2],
                times[3],
                times[4],
                times[5],
                payment,
                fees,
                flags,
                supplements);
    }

    private static ByteBuffer open(byte[] stored) {
        ByteBuffer in = ByteBuffer.wrap(stored);
        if (in.get() != VERSION) {
            throw new IllegalArgumentException("written by a later version of the hub");
        }
        return in;
    }

    private static long number(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[in.get()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** Grows as it is written. */
    private static final class Output {

        private byte[] bytes;
        private int size;

        Output(int expected) {
            bytes = new byte[expected];
        }

        void oneByte(int value) {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, size * 2 + 16);
            }
            bytes[size++] = (byte) value;
        }

        /** Zero or more. */
        void number(long value) {
            long rest = value;
            while (rest > 0x7f || rest < 0) {
                oneByte((int) (rest & 0x7f | 0x80));
                rest >>>= 7;
            }
            oneByte((int) rest);
        }

        void eightBytes(long value) {
            for (int shift = 56; shift >= 0; shift -= 8) {
                oneByte((int) (value >>> shift));
            }
        }

        /** At most 127 characters of ASCII. */
        void text(String value) {
            oneByte(value.length());
            for (int i = 0; i < value.length(); i++) {
                oneByte(value.charAt(i));
            }
        }

        byte[] toBytes() {
            return Arrays.copyOf(bytes, size);
        }
    }
}
