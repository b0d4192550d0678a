package org.lienthong.audit.access;

import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.lienthong.audit.CanonicalJson;

/** Splits an access into what is published and what is sealed, with a fresh key for each record. */
public final class AccessSeal {

    private final PersonalKeys keys;
    private final RandomGenerator random;

    AccessSeal(PersonalKeys keys, RandomGenerator random) {
        this.keys = keys;
        this.random = random;
    }

    /** Rises with every person that was erased, at another hub too once this one has recorded an access since. */
    public long epoch() {
        return keys.current().epoch();
    }

    public SealedAccess seal(DataAccess access) {
        byte[] recordKey = KeySet.randomKey(random);
        byte[] personal = personalPart(access.personal());
        byte[] commit = RecordCipher.hmac(recordKey, personal);
        KeySet current = keys.current();
        List<byte[]> tags =
                access.personal().subjects().stream().map(current::tag).toList();
        int bucket = tags.isEmpty() ? random.nextInt(KeySet.BUCKETS) : KeySet.bucket(tags.get(0));
        return new SealedAccess(
                access.entry(HexFormat.of().formatHex(commit)),
                RecordCipher.encrypt(recordKey, personal, commit),
                recordKey,
                tags,
                bucket,
                current);
    }

    /** What is committed to: one JSON object in canonical form (RFC 8785), absent members left out. */
    static byte[] personalPart(DataAccess.Personal personal) {
        return new CanonicalJson()
                .member("case", personal.caseId())
                .member("officer", personal.officer())
                .member("procedure", personal.procedure())
                .member("purpose", personal.purpose())
                .member("request", personal.requestSha256())
                .member("response", personal.responseSha256())
                .member(
                        "subjects",
                        personal.subjects().stream().map(PersonId::text).toList())
                .toBytes();
    }
}
