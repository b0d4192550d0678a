package org.lienthong.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.EntryBundle;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.audit.log.StampName;
import org.lienthong.audit.log.Tile;
import org.lienthong.audit.token.TimestampQuery;

/** A published log written from the specification alone, without the hub's own writer. */
public final class WrittenLog {

    private final Path directory;
    private final SignerKey signer;
    private final TreeSet<String> stamps = new TreeSet<>();
    private final List<byte[]> entries = new ArrayList<>();

    public WrittenLog(Path directory, SignerKey signer) {
        this.directory = directory;
        this.signer = signer;
    }

    /** Appends entries, one a second from a moment on, and publishes them. */
    public WrittenLog append(int count, Instant from) throws IOException {
        for (int i = 0; i < count; i++) {
            entries.add(("{\"event\":\"accepted\",\"n\":" + entries.size() + ",\"ts\":\"" + from.plusSeconds(i)
                            + "\",\"v\":1}")
                    .getBytes(StandardCharsets.UTF_8));
        }
        write();
        return this;
    }

    /** Has the checkpoint stamped. */
    public WrittenLog stamp(TestAuthority authority, Instant time) throws IOException, NoSuchAlgorithmException {
        byte[] note = note();
        StampName name = StampName.of(time, entries.size());
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(note);
        put(name.checkpointPath(), note);
        put(name.responsePath(), authority.answer(new TimestampQuery(digest, null, new SecureRandom()).bytes()));
        stamps.add(name.toString());
        TreeSet<String> months = new TreeSet<>();
        for (String stamp : stamps) {
            months.add(StampName.parse(stamp).month());
        }
        for (String month : months) {
            put(
                    StampName.index(month),
                    lines(stamps.stream().filter(one -> one.startsWith(month)).toList()));
        }
        put(StampName.MONTHS, lines(months));
        return this;
    }

    private void write() throws IOException {
        for (int from = 0; from < entries.size(); from += Tile.FULL) {
            List<byte[]> part = entries.subList(from, Math.min(from + Tile.FULL, entries.size()));
            put(new Tile(Tile.ENTRIES, from / Tile.FULL, part.size()).path(), EntryBundle.encode(part));
        }
        List<byte[]> hashes = entries.stream().map(Merkle::leaf).toList();
        for (int level = 0; !hashes.isEmpty(); level++) {
            List<byte[]> above = new ArrayList<>();
            for (int from = 0; from < hashes.size(); from += Tile.FULL) {
                List<byte[]> part = hashes.subList(from, Math.min(from + Tile.FULL, hashes.size()));
                ByteArrayOutputStream tile = new ByteArrayOutputStream();
                part.forEach(tile::writeBytes);
                put(new Tile(level, from / Tile.FULL, part.size()).path(), tile.toByteArray());
                if (part.size() == Tile.FULL) {
                    above.add(Merkle.root(part));
                }
            }
            hashes = above;
        }
        put("checkpoint", note());
        put("vkey", (signer.verifier() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private byte[] note() {
        byte[] root = Merkle.root(entries.stream().map(Merkle::leaf).toList());
        String text = new Checkpoint(signer.verifier().name(), entries.size(), root).text();
        return SignedNote.sign(text, signer).getBytes(StandardCharsets.UTF_8);
    }

    private void put(String path, byte[] bytes) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, bytes);
    }

    private static byte[] lines(Iterable<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
