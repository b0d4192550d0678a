package org.lienthong.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lienthong.audit.log.Checkpoint;
import org.lienthong.audit.log.EntryBundle;
import org.lienthong.audit.log.HashLines;
import org.lienthong.audit.log.Merkle;
import org.lienthong.audit.log.Proofs;
import org.lienthong.audit.log.SignedNote;
import org.lienthong.audit.log.SignerKey;
import org.lienthong.audit.log.Tile;

/** A log in memory, written from the specification alone, without the hub's own writer. */
public final class SampleLog {

    public static final String ORIGIN = "hub.example/audit";

    private final SignerKey signer;
    private final List<byte[]> entries = new ArrayList<>();
    private final List<byte[]> leaves = new ArrayList<>();

    public SampleLog() {
        this(SignerKey.generate(ORIGIN, new SecureRandom()));
    }

    public SampleLog(SignerKey signer) {
        this.signer = signer;
    }

    public SignerKey signer() {
        return signer;
    }

    /** Appends entries that tell their index. */
    public SampleLog grow(int count) {
        for (int i = 0; i < count; i++) {
            add(("{\"event\":\"accepted\",\"n\":" + entries.size() + "}").getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    public SampleLog add(byte[] entry) {
        entries.add(entry);
        leaves.add(Merkle.leaf(entry));
        return this;
    }

    /** Another history of the same log: the same key, as many entries, and one of them different. */
    public SampleLog fork(int changed) {
        SampleLog fork = new SampleLog(signer);
        for (int i = 0; i < entries.size(); i++) {
            fork.add(i == changed ? "rewritten".getBytes(StandardCharsets.UTF_8) : entries.get(i));
        }
        return fork;
    }

    public int size() {
        return entries.size();
    }

    public List<byte[]> entries() {
        return entries;
    }

    public byte[] root(int size) {
        return Merkle.root(leaves.subList(0, size));
    }

    /** The signed checkpoint over the first entries. */
    public byte[] note(int size) {
        String text = new Checkpoint(signer.verifier().name(), size, root(size)).text();
        return SignedNote.sign(text, signer).getBytes(StandardCharsets.UTF_8);
    }

    public byte[] note() {
        return note(size());
    }

    public byte[] subtree(int level, long index) {
        int first = (int) (index << level);
        return Merkle.root(leaves.subList(first, first + (1 << level)));
    }

    public List<byte[]> consistency(long old, long size) {
        try {
            return Proofs.consistency(old, size, this::subtree);
        } catch (IOException e) {
            throw new IllegalStateException(e); // nothing is read
        }
    }

    /** The body with which a witness is asked. */
    public byte[] request(long old, int size) {
        return request(old, old > size ? List.of() : consistency(old, size), note(size));
    }

    public static byte[] request(long old, List<byte[]> proof, byte[] note) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("old " + old + "\n" + HashLines.text(proof) + "\n").getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(note);
        return body.toByteArray();
    }

    /** The log's files by their paths (C2SP tlog-tiles). */
    public Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("checkpoint", note());
        for (int from = 0; from < entries.size(); from += Tile.FULL) {
            List<byte[]> part = entries.subList(from, Math.min(from + Tile.FULL, entries.size()));
            files.put(new Tile(Tile.ENTRIES, from / Tile.FULL, part.size()).path(), EntryBundle.encode(part));
        }
        List<byte[]> hashes = leaves;
        for (int level = 0; !hashes.isEmpty(); level++) {
            List<byte[]> above = new ArrayList<>();
            for (int from = 0; from < hashes.size(); from += Tile.FULL) {
                List<byte[]> part = hashes.subList(from, Math.min(from + Tile.FULL, hashes.size()));
                ByteArrayOutputStream tile = new ByteArrayOutputStream();
                part.forEach(tile::writeBytes);
                files.put(new Tile(level, from / Tile.FULL, part.size()).path(), tile.toByteArray());
                if (part.size() == Tile.FULL) {
                    above.add(Merkle.root(part));
                }
            }
            hashes = above;
        }
        return files;
    }
}
