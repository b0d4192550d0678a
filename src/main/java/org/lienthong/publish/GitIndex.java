package org.lienthong.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a configuration that Git has checked out, each with the SHA-1 of its content as Git keeps it
 * (gitformat-index(5), versions 2 and 3).
 */
final class GitIndex {

    private static final int SIGNATURE = 0x44495243; // DIRC
    private static final int SPLIT = 0x6c696e6b; // link
    private static final int BEFORE_ID = 40;
    private static final int ID = 20;
    private static final int EXTENDED = 0x4000;
    private static final int STAGE = 0x3000;

    private static final int MODE = 24;
    private static final int CACHED_TREES = 0x54524545; // TREE

    private final Map<String, String> files = new TreeMap<>();
    private final GitTrees all = new GitTrees();

    /** Whether Git knows which tree all files make; null when it does not say. */
    private @Nullable Boolean unchanged;

    private GitIndex() {}

    /** @throws BundleException when it is of a kind that the hub does not read, or not all conflicts are resolved */
    static GitIndex of(byte[] bytes) {
        GitIndex index = new GitIndex();
        try {
            index.read(ByteBuffer.wrap(bytes));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw unknown();
        }
        return index;
    }

    private static BundleException unknown() {
        return new BundleException(
                "git", "", ".git/index is not of version 2 or 3 (git config index.version 2), whole and with SHA-1");
    }

    private void read(ByteBuffer in) {
        int signature = in.getInt();
        int version = in.getInt();
        int count = in.getInt();
        if (signature != SIGNATURE || version < 2 || version > 3) {
            throw unknown();
        }
        for (int n = 0; n < count; n++) {
            entry(in);
        }
        while (in.remaining() > ID) {
            int extension = in.getInt();
            if (extension == SPLIT) {
                throw unknown();
            }
            int size = in.getInt();
            if (size < 0) {
                throw unknown();
            }
            if (extension == CACHED_TREES && size > 1) {
                unchanged = in.get(in.position() + 1) != '-'; // behind the empty name of the root, its count or -1
            }
            in.position(in.position() + size);
        }
    }

    private void entry(ByteBuffer in) {
        int start = in.position();
        int mode = in.getInt(start + MODE);
        in.position(start + BEFORE_ID);
        byte[] id = new byte[ID];
        in.get(id);
        int flags = in.getShort();
        if ((flags & EXTENDED) != 0) {
            in.getShort();
        }
        int from = in.position();
        while (in.get() != 0) {
            // to the end of the name
        }
        byte[] name = new byte[in.position() - 1 - from];
        in.get(from, name);
        in.position(start + (in.position() - 1 - start) / 8 * 8 + 8);
        all.add(name, mode, id);
        add(new String(name, UTF_8), HexFormat.of().formatHex(id), flags);
    }

    private void add(String path, String id, int flags) {
        if (Tree.ROOTS.stream().noneMatch(root -> path.startsWith(root + '/')) || Tree.isLeftOut(path)) {
            return;
        }
        if ((flags & STAGE) != 0) {
            throw new BundleException("uncommitted", path, "is in conflict");
        }
        files.put(path, id);
    }

    /** @throws BundleException naming the first file that differs */
    void requireSame(Tree tree) {
        tree.files().forEach((path, content) -> {
            String id = files.get(path);
            if (id == null) {
                throw new BundleException("uncommitted", path, "is not in the commit");
            }
            if (!id.equals(blob(content))) {
                throw new BundleException("uncommitted", path, "is not as in the commit");
            }
        });
        files.keySet().forEach(path -> {
            if (!tree.files().containsKey(path)) {
                throw new BundleException("uncommitted", path, "is in the commit and not there");
            }
        });
    }

    /**
     * What was staged with {@code git add} is in the index, and in no commit that anybody could have reviewed.
     *
     * @param tree of the commit; null when that is packed: then Git's own note tells whether anything was staged since
     * @throws BundleException when something is staged
     */
    void requireCommitted(@Nullable String tree) {
        boolean staged = tree == null ? Boolean.FALSE.equals(unchanged) : !tree.equals(all.id());
        if (staged) {
            throw new BundleException(
                    "uncommitted",
                    "",
                    "something is staged and not committed; git status shows it"
                            + (tree == null ? ", and if it does not, git read-tree HEAD helps" : ""));
        }
    }

    /** As {@code git hash-object} says. */
    static String blob(byte[] content) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1"); // Git's choice; it only tells edits apart here
            sha1.update(("blob " + content.length + '\0').getBytes(UTF_8));
            return HexFormat.of().formatHex(sha1.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
