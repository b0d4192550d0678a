package org.lienthong.audit.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.random.RandomGenerator;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The keys that personal parts hang on: one that makes tags of persons' numbers, and {@value #BUCKETS} that wrap the keys
 * of records. A person's records are in the buckets of the tags; erasing one replaces the keys of its buckets, after the
 * other records in them were wrapped anew, so that what backups and deleted rows still hold cannot be opened any more.
 *
 * @param epoch how often keys were replaced; equals that of the database that they belong to
 * @param indexKey makes tags
 * @param wrapping one key for each bucket
 */
record KeySet(long epoch, byte[] indexKey, byte[][] wrapping) {

    static final int BUCKETS = 4096;

    private static final byte[] MAGIC = "lienthong personal keys 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int TAG_BYTES = 16;
    private static final int SHA256_BYTES = 32;
    private static final int SIZE = MAGIC.length + Long.BYTES + (1 + BUCKETS) * RecordCipher.KEY_BYTES + SHA256_BYTES;

    static KeySet generate(RandomGenerator random) {
        byte[][] wrapping = new byte[BUCKETS][];
        for (int i = 0; i < BUCKETS; i++) {
            wrapping[i] = randomKey(random);
        }
        return new KeySet(0, randomKey(random), wrapping);
    }

    /** The next epoch, with new keys for some buckets. */
    KeySet replacing(Collection<Integer> buckets, RandomGenerator random) {
        byte[][] next = wrapping.clone();
        buckets.forEach(bucket -> next[bucket] = randomKey(random));
        return new KeySet(epoch + 1, indexKey, next);
    }

    /** Finds a person's records and says nothing about the person: HMAC-SHA-256 of the number, shortened to 128 bits. */
    byte[] tag(PersonId person) {
        byte[] mac = RecordCipher.hmac(indexKey, person.text().getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(mac, TAG_BYTES);
    }

    /** Tells these keys from others and stays when some are replaced. */
    byte[] id() {
        return RecordCipher.hmac(indexKey, MAGIC);
    }

    static int bucket(byte[] tag) {
        return ((tag[0] & 0xff) << 8 | tag[1] & 0xff) % BUCKETS;
    }

    /** The file's bytes: magic, epoch, keys, SHA-256 of all before. */
    byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(SIZE);
        out.put(MAGIC).putLong(epoch).put(indexKey);
        for (byte[] key : wrapping) {
            out.put(key);
        }
        out.put(sha256(out.array(), out.position()));
        return out.array();
    }

    /** The bytes are no keys, or damaged ones. */
    static final class DamagedException extends Exception {}

    static KeySet parse(byte[] bytes) throws DamagedException {
        int signed = SIZE - SHA256_BYTES;
        if (bytes.length != SIZE
                || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                || !Arrays.equals(bytes, signed, SIZE, sha256(bytes, signed), 0, SHA256_BYTES)) {
            throw new DamagedException();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).position(MAGIC.length);
        long epoch = in.getLong();
        byte[] indexKey = key(in);
        byte[][] wrapping = new byte[BUCKETS][];
        for (int i = 0; i < BUCKETS; i++) {
            wrapping[i] = key(in);
        }
        return new KeySet(epoch, indexKey, wrapping);
    }

    private static byte[] key(ByteBuffer in) {
        byte[] key = new byte[RecordCipher.KEY_BYTES];
        in.get(key);
        return key;
    }

    static byte[] randomKey(RandomGenerator random) {
        byte[] key = new byte[RecordCipher.KEY_BYTES];
        random.nextBytes(key);
        return key;
    }

    private static byte[] sha256(byte[] bytes, int length) {
        return DigestUtils.digest(DigestUtils.getSha256Digest(), ByteBuffer.wrap(bytes, 0, length));
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "KeySet[epoch=" + epoch + "]";
    }
}
