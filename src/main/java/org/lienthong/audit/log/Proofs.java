package org.lienthong.audit.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Inclusion and consistency proofs: written from subtrees (RFC 6962 §2.1.1, §2.1.2), checked as RFC 9162 §2.1.3.2, §2.1.4.2 say. */
public final class Proofs {

    private Proofs() {}

    /** Where hashes come from when a proof is written. */
    @FunctionalInterface
    public interface Subtrees {

        /** The root of the complete subtree of 2^level entries that begins at entry {@code index << level}. */
        byte[] hash(int level, long index) throws IOException;
    }

    /** The proof that entry {@code index} is in the tree of this size, the leaf's sibling first. */
    public static List<byte[]> inclusion(long index, long size, Subtrees tree) throws IOException {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no entry " + index + " in a tree of " + size);
        }
        List<byte[]> proof = new ArrayList<>();
        include(index, 0, size, tree, proof);
        return proof;
    }

    /** The proof that the tree of {@code size} begins with that of {@code oldSize}; empty for 0 and for equal sizes. */
    public static List<byte[]> consistency(long oldSize, long size, Subtrees tree) throws IOException {
        if (oldSize < 0 || oldSize > size) {
            throw new IllegalArgumentException("a tree of " + size + " does not begin with one of " + oldSize);
        }
        List<byte[]> proof = new ArrayList<>();
        if (oldSize > 0 && oldSize < size) {
            connect(oldSize, 0, size, true, tree, proof);
        }
        return proof;
    }

    /** The root over the entries from {@code low} to before {@code high}; low is where a complete subtree could begin. */
    public static byte[] root(long low, long high, Subtrees tree) throws IOException {
        long count = high - low;
        if (count == 0) {
            return Merkle.emptyRoot();
        }
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return tree.hash(level, low >> level);
        }
        long middle = low + split(count);
        return Merkle.node(root(low, middle, tree), root(middle, high, tree));
    }

    /** Whether the proof leads from the leaf to the root. */
    public static boolean includes(byte[] leafHash, long index, long size, List<byte[]> proof, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        byte[] hash = leafHash;
        for (byte[] sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Merkle.node(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Merkle.node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }

    /** Whether the proof shows that the tree with {@code root} begins with the tree that had {@code oldRoot}. */
    public static boolean consistent(long oldSize, byte[] oldRoot, long size, byte[] root, List<byte[]> proof) {
        if (oldSize < 0 || oldSize > size) {
            return false;
        }
        if (oldSize == 0) {
            boolean same = size > 0 || Arrays.equals(root, oldRoot);
            return same && proof.isEmpty() && Arrays.equals(oldRoot, Merkle.emptyRoot());
        }
        if (oldSize == size) {
            return proof.isEmpty() && Arrays.equals(oldRoot, root);
        }
        List<byte[]> path = new ArrayList<>(proof);
        if (Long.bitCount(oldSize) == 1) {
            path.add(0, oldRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        int shift = Long.numberOfTrailingZeros(~(oldSize - 1));
        return climb(path, (oldSize - 1) >> shift, (size - 1) >> shift, oldRoot, root);
    }

    private static boolean climb(List<byte[]> path, long first, long last, byte[] oldRoot, byte[] root) {
        long node = first;
        long end = last;
        byte[] old = path.get(0);
        byte[] hash = path.get(0);
        for (byte[] sibling : path.subList(1, path.size())) {
            if (end == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == end) {
                old = Merkle.node(sibling, old);
                hash = Merkle.node(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    end >>= 1;
                }
            } else {
                hash = Merkle.node(hash, sibling);
            }
            node >>= 1;
            end >>= 1;
        }
        return end == 0 && Arrays.equals(old, oldRoot) && Arrays.equals(hash, root);
    }

    private static void include(long index, long low, long high, Subtrees tree, List<byte[]> proof) throws IOException {
        if (high - low == 1) {
            return;
        }
        long middle = low + split(high - low);
        if (index < middle) {
            include(index, low, middle, tree, proof);
            proof.add(root(middle, high, tree));
        } else {
            include(index, middle, high, tree, proof);
            proof.add(root(low, middle, tree));
        }
    }

    /** @param whole whether the old tree's part up to here is one of its own subtrees, whose root the checker knows */
    private static void connect(long old, long low, long high, boolean whole, Subtrees tree, List<byte[]> proof)
            throws IOException {
        if (old == high) {
            if (!whole) {
                proof.add(root(low, high, tree));
            }
            return;
        }
        long middle = low + split(high - low);
        if (old <= middle) {
            connect(old, low, middle, whole, tree, proof);
            proof.add(root(middle, high, tree));
        } else {
            connect(old, middle, high, false, tree, proof);
            proof.add(root(low, middle, tree));
        }
    }

    /** The largest power of two below the count. */
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }
}
