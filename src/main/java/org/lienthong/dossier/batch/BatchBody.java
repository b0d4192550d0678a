package org.lienthong.dossier.batch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** A batch's bytes, unpacked, hashed, and counted against the limits while they are read. */
final class BatchBody extends FilterInputStream {

    /** A compressed body is not judged by its ratio before so many bytes. */
    private static final long RATIO_FROM = 16 << 20;

    private final DossierSettings limits;
    private final Counting wire;
    private final MessageDigest sha256;
    private final long started = System.nanoTime();
    private long size;

    static BatchBody open(BatchSubmission submission, DossierSettings limits, MessageDigest sha256) throws IOException {
        if (submission.length() > limits.maxSize().toBytes()) {
            throw tooLarge(limits);
        }
        Counting wire = new Counting(submission.body());
        return new BatchBody(submission.gzip() ? unpacked(wire) : wire, wire, limits, sha256);
    }

    private BatchBody(InputStream in, Counting wire, DossierSettings limits, MessageDigest sha256) {
        super(in);
        this.wire = wire;
        this.limits = limits;
        this.sha256 = sha256;
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        try {
            return new GZIPInputStream(in, 16 * 1024);
        } catch (ZipException | java.io.EOFException e) {
            throw corrupt();
        }
    }

    long size() {
        return size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(buffer, offset, length);
        } catch (ZipException e) {
            throw corrupt();
        } catch (java.io.EOFException e) {
            if (in == wire || wire.broken) {
                throw e;
            }
            throw corrupt();
        }
        if (count > 0) {
            size += count;
            sha256.update(buffer, offset, count);
            check();
        }
        return count;
    }

    private void check() {
        boolean bomb = in != wire && size > RATIO_FROM && size / limits.maxRatio() > wire.count;
        if (size > limits.maxSize().toBytes() || bomb) {
            throw tooLarge(limits);
        }
        long nanos = System.nanoTime() - started;
        if (nanos > limits.patience().toNanos()
                && wire.count < nanos / 1_000_000_000 * limits.minRate().toBytes()) {
            throw new ProblemException(
                    ProblemType.REQUEST_TIMEOUT,
                    "The batch arrives too slowly; nothing of it was accepted, send it again.",
                    "Lô hồ sơ đến quá chậm; chưa tiếp nhận bản ghi nào, vui lòng gửi lại.");
        }
    }

    private static ProblemException tooLarge(DossierSettings limits) {
        return new ProblemException(
                ProblemType.PAYLOAD_TOO_LARGE,
                "The batch is larger than the limit of " + limits.maxSize().toBytes()
                        + " bytes, or was compressed more than " + limits.maxRatio() + " to 1. Send it in parts.",
                "Lô hồ sơ vượt quá giới hạn kích thước hoặc tỷ lệ nén; vui lòng chia nhỏ.");
    }

    private static ProblemException corrupt() {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "The body is not gzip, or breaks off. Nothing of it was accepted.",
                "Nội dung không phải gzip hoặc bị cắt giữa chừng. Chưa tiếp nhận bản ghi nào.");
    }

    /** Counts what came over the network. */
    private static final class Counting extends FilterInputStream {

        private long count;
        private boolean broken;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int c = in.read();
            count += c < 0 ? 0 : 1;
            return c;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int read = in.read(buffer, offset, length);
                count += Math.max(0, read);
                return read;
            } catch (IOException e) {
                broken = true;
                throw e;
            }
        }
    }
}
