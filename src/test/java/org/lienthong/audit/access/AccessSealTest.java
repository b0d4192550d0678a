package org.lienthong.audit.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.Detail;

class AccessSealTest {

    private static final PersonId PERSON = PersonId.pin("000300000001");

    private final PersonalKeys keys = TestRecords.keys();
    private final AccessSeal seal = new AccessSeal(keys, new SecureRandom());

    @Test
    void theEntrySaysWhoWhatWhenWhyAndNothingAboutThePerson() {
        String entry = new String(seal.seal(TestRecords.access(PERSON)).entry().toCanonicalJson(), UTF_8);

        assertThat(entry.replaceAll("\"commit\":\"[0-9a-f]{64}\"", "\"commit\":\"…\""))
                .isEqualTo("{\"actor\":\"G22\",\"agreement\":\"A-1\",\"channel\":\"rest\",\"commit\":\"…\","
                        + "\"event\":\"data-released\",\"exchange\":\"019aa000-0000-7000-8000-000000000001\","
                        + "\"fields\":[\"HoTen\",\"NgaySinh\"],\"kind\":\"service\","
                        + "\"legalBasis\":\"Luật Căn cước 26/2023 Art 10\",\"procedure\":\"1.001193\","
                        + "\"provider\":\"G01\",\"providerSystem\":\"population\",\"purpose\":\"birth\","
                        + "\"result\":\"released\",\"service\":\"citizen\",\"system\":\"g22-main\",\"trace\":\"t1\","
                        + "\"ts\":\"2026-11-22T03:00:00Z\",\"v\":1}");
    }

    @Test
    void sealsWhatTheCallerWroteWhereTheAgreementHasNone() {
        DataAccess.Personal personal = new DataAccess.Personal(
                List.of(), "x".repeat(1000), null, null, null, "snoop 000300000001", "1.001193");

        assertThat(new String(AccessSeal.personalPart(personal), UTF_8))
                .isEqualTo("{\"officer\":\"" + "x".repeat(128)
                        + "\",\"procedure\":\"1.001193\",\"purpose\":\"snoop 000300000001\"}");
    }

    @Test
    void thePersonalPartOpensWithTheRecordsKeyAlone() {
        SealedAccess sealed = seal.seal(TestRecords.access(PERSON));
        SealedAccess other = seal.seal(TestRecords.access(PERSON));
        byte[] commit = HexFormat.of().parseHex(commit(sealed));

        byte[] open = RecordCipher.decrypt(sealed.recordKey(), sealed.sealed(), commit);

        assertThat(new String(open, UTF_8))
                .isEqualTo("{\"case\":\"H41.1-1\",\"officer\":\"mau.nv\",\"request\":\"ab\",\"response\":\"cd\","
                        + "\"subjects\":[\"pin:000300000001\"]}");
        assertThat(RecordCipher.hmac(sealed.recordKey(), open)).isEqualTo(commit);
        assertThat(RecordCipher.decrypt(other.recordKey(), sealed.sealed(), commit))
                .isNull();
        assertThat(RecordCipher.decrypt(sealed.recordKey(), other.sealed(), commit))
                .isNull();
    }

    @Test
    void theSamePersonHasOneTagAndNeverTheSameCommitment() {
        SealedAccess first = seal.seal(TestRecords.access(PERSON));
        SealedAccess second = seal.seal(TestRecords.access(PERSON));

        assertThat(first.tags().get(0)).isEqualTo(second.tags().get(0));
        assertThat(commit(first)).isNotEqualTo(commit(second));
    }

    @Test
    void wrappedKeysOpenWithTheirBucketsKeyAlone() {
        byte[] recordKey = KeySet.randomKey(new SecureRandom());
        byte[] wrapped = RecordCipher.wrap(keys.current().wrapping()[1], recordKey);

        assertThat(RecordCipher.unwrap(keys.current().wrapping()[1], wrapped)).isEqualTo(recordKey);
        assertThat(RecordCipher.unwrap(keys.current().wrapping()[2], wrapped)).isNull();
    }

    @Test
    void hidesWhatWasTakenForACodeAndIsNone() {
        DataAccess.Asked asked = new DataAccess.Asked("G01", null, "citizen/000300000001", List.of("/hoTen", "a\nb"));
        DataAccess.Ground ground = new DataAccess.Ground(
                "<script>", "1.001193.000.00.00.H18", null, "NĐ 164/2025/NĐ-CP; NĐ 278/2025/NĐ-CP, “Điều 4”");

        assertThat(asked.service()).isEqualTo("hidden");
        assertThat(asked.fields()).containsExactly("/hoTen", "hidden");
        assertThat(ground.purpose()).isEqualTo("hidden");
        assertThat(ground.procedure()).isEqualTo("1.001193.000.00.00.H18");
        assertThat(ground.legalBasis()).isEqualTo("NĐ 164/2025/NĐ-CP; NĐ 278/2025/NĐ-CP, “Điều 4”");
    }

    @Test
    void recordsNothingButAccesses() {
        assertThatThrownBy(() -> new DataAccess(
                        AuditEvent.ACCEPTED,
                        Instant.EPOCH,
                        UUID.randomUUID(),
                        new DataAccess.Requester("G22", null, "rest"),
                        new DataAccess.Asked("G01", null, "citizen", List.of()),
                        new DataAccess.Ground(null, null, null, null),
                        DataAccess.Personal.NONE,
                        "released",
                        "t1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysNothingAboutThePersonInLogs() {
        assertThat(TestRecords.access(PERSON).toString()).doesNotContain("000300000001", "mau.nv", "H41.1-1");
    }

    private static String commit(SealedAccess sealed) {
        Detail.Access access = (Detail.Access) sealed.entry().detail();
        return String.valueOf(access.commit());
    }
}
