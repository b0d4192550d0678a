package org.lienthong.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The id of the tree that Git would write of some files: SHA-1 over names, modes and ids, a folder by the same of its own. */
final class GitTrees {

    private static final int FOLDER = 0x4000;

    /** By name, a folder's with a slash behind it: so Git orders them. */
    private final Map<byte[], Object> entries = new TreeMap<>(Arrays::compareUnsigned);

    private record Leaf(int mode, byte[] id) {}

    /** @param path with slashes, in the bytes that Git keeps */
    void add(byte[] path, int mode, byte[] id) {
        int slash = 0;
        while (slash < path.length && path[slash] != '/') {
            slash++;
        }
        if (slash == path.length) {
            entries.put(path, new Leaf(mode, id));
        } else {
            byte[] folder = Arrays.copyOf(path, slash + 1);
            GitTrees within = (GitTrees) entries.computeIfAbsent(folder, name -> new GitTrees());
            within.add(Arrays.copyOfRange(path, slash + 1, path.length), mode, id);
        }
    }

    /** 40 hex digits. */
    String id() {
        return HexFormat.of().formatHex(sha1());
    }

    private byte[] sha1() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        entries.forEach((name, entry) -> {
            boolean leaf = entry instanceof Leaf;
            int mode = entry instanceof Leaf file ? file.mode() : FOLDER;
            byte[] id = entry instanceof Leaf file ? file.id() : ((GitTrees) entry).sha1();
            content.writeBytes((Integer.toOctalString(mode) + ' ').getBytes(UTF_8));
            content.write(name, 0, leaf ? name.length : name.length - 1);
            content.write(0);
            content.writeBytes(id);
        });
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1"); // Git's choice
            sha1.update(("tree " + content.size() + '\0').getBytes(UTF_8));
            return sha1.digest(content.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
