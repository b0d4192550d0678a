package org.lienthong.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/**
 * Passes a submission's bytes on to the reader of edXML and keeps them on the way: hashed, counted against the size
 * limit, in memory up to {@link #MEMORY} bytes and in a file beyond. One read of the network serves all three.
 */
final class SpoolingStream extends InputStream {

    /** Payloads up to this size never touch the spool directory; it is also the size of a stored piece. */
    static final int MEMORY = 256 * 1024;

    private static final int FIRST_BUFFER = 16 * 1024;

    private final InputStream in;
    private final Path directory;
    private final Limits limits;
    private final long started = System.nanoTime();
    private final MessageDigest sha256;
    private byte[] memory;
    private int inMemory;
    private long size;
    private @Nullable Path file;
    private @Nullable OutputStream spool;

    /**
     * @param size the largest payload, in bytes
     * @param patience how long a payload may take, however slow
     * @param rate bytes per second that must have arrived, on average, once that is over
     */
    record Limits(long size, Duration patience, long rate) {}

    /** @param declared length that the transport declared, or -1 */
    SpoolingStream(InputStream in, Path directory, Limits limits, long declared) {
        if (declared > limits.size()) {
            throw tooLarge(limits.size());
        }
        this.in = in;
        this.directory = directory;
        this.limits = limits;
        this.sha256 = DigestUtils.getSha256Digest();
        this.memory = new byte[declared < 0 ? FIRST_BUFFER : (int) Math.min(declared, MEMORY)];
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0) {
            size += count;
            if (size > limits.size()) {
                throw tooLarge(limits.size());
            }
            if (isTooSlow()) {
                throw tooSlow();
            }
            sha256.update(buffer, offset, count);
            keep(buffer, offset, count);
        }
        return count;
    }

    /** Reads what is left and hands the payload over; whoever takes it closes it. */
    Payload finish() throws IOException {
        byte[] buffer = new byte[8192];
        while (read(buffer, 0, buffer.length) >= 0) {
            continue;
        }
        if (spool != null) {
            spool.close();
            spool = null;
            Path spooled = file;
            file = null;
            return new Payload(null, spooled, size, sha256.digest());
        }
        byte[] exact = inMemory == memory.length ? memory : Arrays.copyOf(memory, inMemory);
        return new Payload(exact, null, size, sha256.digest());
    }

    /** The digest of what was read so far, in hex; for the record of a refusal. */
    String digestSoFar() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) sha256.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes the spool file unless {@link #finish} has handed it over. */
    @Override
    public void close() throws IOException {
        if (spool != null) {
            spool.close();
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    private void keep(byte[] buffer, int offset, int count) throws IOException {
        if (spool == null && inMemory + count > MEMORY) {
            Files.createDirectories(directory);
            file = Files.createTempFile(directory, "incoming-", ".edxml");
            spool = Files.newOutputStream(file);
            spool.write(memory, 0, inMemory);
            memory = new byte[0];
        }
        if (spool != null) {
            spool.write(buffer, offset, count);
            return;
        }
        if (inMemory + count > memory.length) {
            memory = Arrays.copyOf(memory, Math.min(MEMORY, Math.max(inMemory + count, memory.length * 2)));
        }
        System.arraycopy(buffer, offset, memory, inMemory, count);
        inMemory += count;
    }

    /** A caller that drips never lets a single read time out. */
    private boolean isTooSlow() {
        Duration taken = Duration.ofNanos(System.nanoTime() - started);
        return taken.compareTo(limits.patience()) > 0 && size < taken.toSeconds() * limits.rate();
    }

    private static ProblemException tooSlow() {
        return new ProblemException(
                ProblemType.REQUEST_TIMEOUT,
                "The message arrives too slowly; send it again.",
                "Thông điệp đến quá chậm; vui lòng gửi lại.");
    }

    private static ProblemException tooLarge(long limit) {
        return new ProblemException(
                ProblemType.PAYLOAD_TOO_LARGE,
                "The message is larger than the limit of " + limit + " bytes.",
                "Thông điệp vượt quá giới hạn " + limit + " byte.");
    }
}
