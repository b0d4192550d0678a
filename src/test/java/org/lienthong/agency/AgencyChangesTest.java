package org.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.config.Finding;

/** What one file of changes does: history stays, the future finds its way. */
class AgencyChangesTest {

    private static final LocalDate BEFORE = LocalDate.parse("2026-12-31");
    private static final LocalDate AFTER = LocalDate.parse("2027-01-01");

    private static final String REORGANISATION = """
            from: 2027-01-01
            legalBasis: NQ 1/2026/QH16
            note: Made up.
            changes:
              - merge: {agencies: [H02, H03], into: H01}
              - rename: {agency: H01, vi: Tỉnh Một Mới, en: New One}
              - recode:
                  agency: H01
                  codes: [{scheme: QD20, value: H04}, {scheme: QCVN102, value: 000.00.00.H04}]
              - split:
                  agency: G01
                  into: [{agency: G02, units: [G01.01]}, {agency: G03, units: [G01.02]}]
              - dissolve: {agencies: [G04]}
              - move: {agencies: [H02.01], parent: H01}
            """;

    @TempDir
    Path dir;

    @BeforeEach
    void declare() throws IOException {
        StringBuilder yaml = new StringBuilder("agencies:\n");
        for (String id : new String[] {"H01", "H02", "H03", "H02.01", "G01", "G01.01", "G01.02", "G02", "G03", "G04"}) {
            yaml.append("  - {id: ")
                    .append(id)
                    .append(", names: [{vi: Cơ quan ")
                    .append(id)
                    .append("}], codes: [");
            yaml.append("{scheme: QD20, value: ").append(id).append("}]");
            if (id.length() > 3) {
                yaml.append(", parent: ").append(id, 0, 3);
            }
            yaml.append("}\n");
        }
        Files.writeString(dir.resolve("a.yaml"), yaml);
        Files.createDirectories(dir.resolve("changes"));
        change("2027.yaml", REORGANISATION);
    }

    @Test
    void leavesWhatWasBeforeAsItWas() {
        AgencyRegistry registry = AgencyRegistry.load(dir);

        assertThat(receiver(registry, "H02", BEFORE)).isEqualTo("H02");
        assertThat(receiver(registry, "G01", BEFORE)).isEqualTo("G01");
        assertThat(receiver(registry, "G04", BEFORE)).isEqualTo("G04");
        assertThat(agency(registry, "H01").name(BEFORE)).isEqualTo("Cơ quan H01");
        assertThat(agency(registry, "H01").code(AgencyCode.Scheme.QD20, BEFORE)).contains("H01");
        assertThat(registry.covers(Set.of("H02"), "H02.01", BEFORE)).isTrue();
        assertThat(registry.listings(BEFORE)).noneMatch(AgencyListing::deleted);
    }

    @Test
    void leadsWhatComesAfterToItsReceiver() {
        AgencyRegistry registry = AgencyRegistry.load(dir);

        assertThat(receiver(registry, "H02", AFTER)).isEqualTo("H01");
        assertThat(receiver(registry, "H03", AFTER)).isEqualTo("H01");
        assertThat(receiver(registry, "H01", AFTER)).isEqualTo("H01"); // the old code leads to its last holder
        assertThat(receiver(registry, "H04", AFTER)).isEqualTo("H01");
        assertThat(receiver(registry, "000.00.00.H04", AFTER)).isEqualTo("H01");
        assertThat(registry.resolve("H04", BEFORE)).isInstanceOf(Resolution.Unknown.class);
        assertThat(registry.resolve("G01", AFTER)).isInstanceOf(Resolution.Undecided.class);
        assertThat(registry.resolve("G04", AFTER)).isInstanceOf(Resolution.Unknown.class);
        assertThat(agency(registry, "H01").name(AFTER)).isEqualTo("Tỉnh Một Mới");
        assertThat(agency(registry, "G01.02").parent(AFTER)).isEqualTo("G03");
        assertThat(registry.covers(Set.of("H02"), "H02.01", AFTER)).isFalse();
        assertThat(registry.covers(Set.of("H01"), "H02.01", AFTER)).isTrue();
    }

    @Test
    void takesEffectAtMidnightInVietnamWithoutARestart() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-12-31T16:59:59.999Z"));
        Agencies agencies = TestAgencies.of(dir, clock(now));
        AgencyRegistry registry = agencies.current();
        assertThat(agencies.resolve("H02")).isEqualTo(found(registry, "H02", "H02"));

        now.set(Instant.parse("2026-12-31T17:00:00Z"));

        assertThat(agencies.resolve("H02")).isEqualTo(found(registry, "H02", "H01"));
        assertThat(agencies.current()).isSameAs(registry);
    }

    @Test
    void makesChangesInTheOrderOfTheirDays() throws IOException {
        change("2029.yaml", "from: 2029-01-01\nlegalBasis: x\nchanges: [{rename: {agency: H01, vi: Ba}}]\n");
        change("0-2028.yaml", "from: 2028-01-01\nlegalBasis: x\nchanges: [{rename: {agency: H01, vi: Hai}}]\n");

        assertThat(agency(AgencyRegistry.load(dir), "H01").names())
                .extracting(AgencyName::vi)
                .containsExactly("Cơ quan H01", "Tỉnh Một Mới", "Hai", "Ba");
    }

    @Test
    void namesTheFileOfTheChangeWhenItContradictsAnother() throws IOException {
        change("2028.yaml", "from: 2028-01-01\nlegalBasis: x\nchanges:\n  - merge: {agencies: [H02], into: H03}\n");

        assertThatExceptionOfType(AgencyConfigException.class)
                .isThrownBy(() -> AgencyRegistry.load(dir))
                .satisfies(e -> assertThat(e.findings())
                        .singleElement()
                        .extracting(Finding::toString)
                        .asString()
                        .endsWith("2028.yaml:4:24 change-too-late 'H02' ended on 2027-01-01 already"));
    }

    @Test
    void demandsALegalBasisAndOneKindOfChange() throws IOException {
        change("2028.yaml", "from: 2028-01-01\nchanges: [{rename: {agency: H01, vi: A}, merge: {}}, {found: {}}]\n");

        assertThatExceptionOfType(AgencyConfigException.class)
                .isThrownBy(() -> AgencyRegistry.load(dir))
                .satisfies(e -> assertThat(e.findings())
                        .extracting(Finding::rule)
                        .containsExactly("missing-key", "bad-value", "bad-value"));
    }

    private void change(String file, String yaml) throws IOException {
        Files.writeString(dir.resolve("changes").resolve(file), yaml);
    }

    private static Agency agency(AgencyRegistry registry, String id) {
        return registry.byId(id).orElseThrow();
    }

    private static Resolution found(AgencyRegistry registry, String agency, String receiver) {
        return new Resolution.Found(agency(registry, agency), agency(registry, receiver));
    }

    private static String receiver(AgencyRegistry registry, String code, LocalDate day) {
        return ((Resolution.Found) registry.resolve(code, day)).receiver().id();
    }

    private static Clock clock(AtomicReference<Instant> now) {
        return new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }
}
