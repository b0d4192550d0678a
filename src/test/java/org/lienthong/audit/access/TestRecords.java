package org.lienthong.audit.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.lienthong.audit.AuditEvent;

/** The records of data accesses for tests that only pass them on: keys in a file of their own, of epoch 0. */
public final class TestRecords {

    private TestRecords() {}

    public static PersonalRows rows() {
        return new PersonalRows(keys());
    }

    /** Seals with keys of its own. */
    public static AccessSeal seal() {
        return new AccessSeal(keys(), new SecureRandom());
    }

    /** G22 was released the name and birthday of that person. */
    public static DataAccess access(PersonId person) {
        return new DataAccess(
                AuditEvent.DATA_RELEASED,
                Instant.parse("2026-11-22T03:00:00Z"),
                UUID.fromString("019aa000-0000-7000-8000-000000000001"),
                new DataAccess.Requester("G22", "g22-main", "rest"),
                new DataAccess.Asked("G01", "population", "citizen", List.of("HoTen", "NgaySinh")),
                new DataAccess.Ground("birth", "1.001193", "A-1", "Luật Căn cước 26/2023 Art 10"),
                new DataAccess.Personal(List.of(person), "mau.nv", "H41.1-1", "ab", "cd"),
                "released",
                "t1");
    }

    static PersonalKeys keys() {
        try {
            Path directory = Files.createTempDirectory("personal-keys-");
            Path file = directory.resolve("personal.keys");
            PersonalKeys keys = PersonalKeys.open(file, 0, true, new SecureRandom());
            Files.delete(file);
            Files.delete(directory);
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
