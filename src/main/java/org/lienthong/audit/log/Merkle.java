package org.lienthong.audit.log;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/** The Merkle tree's hashes, SHA-256 with a prefix that keeps leaves and nodes apart (RFC 6962 §2.1). */
public final class Merkle {

    /** Bytes of a hash. */
    public static final int HASH_SIZE = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private Merkle() {}

    public static byte[] leaf(byte[] entry) {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        sha256.update(LEAF);
        return sha256.digest(entry);
    }

    public static byte[] node(byte[] left, byte[] right) {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        sha256.update(NODE);
        sha256.update(left);
        return sha256.digest(right);
    }

    /** The root of the tree without entries. */
    public static byte[] emptyRoot() {
        return HexFormat.of().parseHex(EMPTY);
    }

    /** The root over leaf hashes, or over the hashes of equal, complete subtrees. */
    public static byte[] root(List<byte[]> hashes) {
        if (hashes.isEmpty()) {
            return emptyRoot();
        }
        if (hashes.size() == 1) {
            return hashes.get(0).clone();
        }
        int split = Integer.highestOneBit(hashes.size() - 1);
        return node(root(hashes.subList(0, split)), root(hashes.subList(split, hashes.size())));
    }
}
