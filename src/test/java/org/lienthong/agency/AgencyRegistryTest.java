package org.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.lienthong.agency.SampleAgencies.agency;
import static org.lienthong.agency.SampleAgencies.code;
import static org.lienthong.agency.SampleAgencies.succeeded;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgencyRegistryTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    private static final LocalDate MERGER = LocalDate.parse("2025-03-01");

    @Test
    void walksAChainOfMergersDayByDay() {
        AgencyRegistry registry = registry(
                succeeded("G01", Succession.mergedInto("G02", MERGER)),
                succeeded("G02", Succession.mergedInto("G03", LocalDate.parse("2026-01-01"))),
                agency("G03"));

        assertThat(receiver(registry, "G01", "2025-02-28")).isEqualTo("G01");
        assertThat(receiver(registry, "G01", "2025-03-01")).isEqualTo("G02");
        assertThat(receiver(registry, "G01", "2026-01-01")).isEqualTo("G03");
    }

    @Test
    void givesARecycledCodeToWhoeverHeldItThatDay() {
        AgencyRegistry registry = registry(
                agency(
                        "old",
                        List.of(code("H90", null, "2025-07-01")),
                        List.of(),
                        Succession.mergedInto("heir", MERGER)),
                agency("new", List.of(code("H90", "2025-07-01", null)), List.of(), null),
                agency("heir", List.of(code("H91", null, null)), List.of(), null));

        assertThat(receiver(registry, "H90", "2025-07-01")).isEqualTo("new");
        Resolution.Found old = (Resolution.Found) registry.resolve("H90", LocalDate.parse("2025-06-30"), TODAY);
        assertThat(old.agency().id()).isEqualTo("old");
        assertThat(old.receiver().id()).isEqualTo("heir");
    }

    @Test
    void leadsACodeThatEndedToItsLastHolder() {
        AgencyRegistry registry = registry(
                agency("a", List.of(code("H90", null, "2020-01-01")), List.of(), null),
                agency("b", List.of(code("H90", "2021-01-01", "2022-01-01")), List.of(), null),
                agency("c", List.of(code("H90", "2030-01-01", null)), List.of(), null));

        assertThat(receiver(registry, "H90", "2019-01-01")).isEqualTo("a");
        assertThat(receiver(registry, "H90", "2020-06-01")).isEqualTo("a");
        assertThat(receiver(registry, "H90", "2026-01-01")).isEqualTo("b");
    }

    @Test
    void doesNotKnowACodeBeforeItsFirstDay() {
        AgencyRegistry registry = registry(agency("G01", List.of(code("G01", "2020-09-15", null)), List.of(), null));

        assertThat(registry.resolve("G01", LocalDate.parse("2020-09-14"))).isEqualTo(new Resolution.Unknown("G01"));
    }

    @Test
    void leavesASplitWithoutARuleUndecided() {
        AgencyRegistry registry = registry(
                succeeded("G01", new Succession(MERGER, List.of("G02", "G03"), null)),
                succeeded("G02", Succession.mergedInto("G04", MERGER)),
                agency("G03"),
                agency("G04"));

        Resolution.Undecided split = (Resolution.Undecided) registry.resolve("G01", TODAY);

        assertThat(split.agency().id()).isEqualTo("G01");
        assertThat(split.candidates()).extracting(Agency::id).containsExactly("G04", "G03");
    }

    @Test
    void followsTheRuleOfASplit() {
        AgencyRegistry registry = registry(
                succeeded("G00", Succession.mergedInto("G01", MERGER)),
                succeeded("G01", new Succession(MERGER, List.of("G02", "G03"), "G03")),
                agency("G02"),
                agency("G03"));

        assertThat(receiver(registry, "G00", "2026-11-22")).isEqualTo("G03");
    }

    @Test
    void resolvesAMergerIntoASplitAgencyToItsCandidates() {
        AgencyRegistry registry = registry(
                succeeded("G00", Succession.mergedInto("G01", MERGER)),
                succeeded("G01", new Succession(MERGER, List.of("G02", "G03"), null)),
                agency("G02"),
                agency("G03"));

        assertThat(registry.resolve("G00", TODAY)).isInstanceOfSatisfying(Resolution.Undecided.class, split -> {
            assertThat(split.agency().id()).isEqualTo("G00");
            assertThat(split.candidates()).hasSize(2);
        });
    }

    @Test
    void endsWhereSplitsMeetAgainManyTimes() {
        List<Agency> agencies = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            for (String side : List.of("a", "b")) {
                List<String> next = List.of("a" + (i + 1), "b" + (i + 1));
                agencies.add(agency(side + i, List.of(), List.of(side + i), new Succession(MERGER, next, null)));
            }
        }
        agencies.add(agency("a60", List.of(), List.of("a60"), null));
        agencies.add(agency("b60", List.of(), List.of("b60"), null));

        assertThat(AgencyRegistry.of(agencies).resolve("a0", TODAY))
                .isInstanceOfSatisfying(Resolution.Undecided.class, split -> assertThat(split.candidates())
                        .hasSize(2));
    }

    @Test
    void doesNotKnowAnAgencyThatClosedWithoutSuccessor() {
        Period closed = new Period(null, LocalDate.parse("2026-01-01"));
        AgencyRegistry registry =
                registry(agency("G01", null, List.of(code("G01", null, null)), List.of(), null, closed));

        assertThat(registry.resolve("G01", TODAY)).isInstanceOf(Resolution.Unknown.class);
        assertThat(registry.resolve("G01", MERGER)).isInstanceOf(Resolution.Found.class);
        assertThat(registry.byId("G01")).isPresent();
    }

    @Test
    void refusesACircleInMemoryToo() {
        Agency one = succeeded("G01", Succession.mergedInto("G02", MERGER));
        Agency two = succeeded("G02", Succession.mergedInto("G01", LocalDate.parse("2026-01-01")));

        assertThatThrownBy(() -> registry(one, two))
                .isInstanceOf(AgencyConfigException.class)
                .hasMessageContaining("agency G01:1:1 cycle");
    }

    @Test
    void readsBothUnicodeFormsAsOne() {
        AgencyRegistry registry = registry(agency("G05", List.of(), List.of("BKHĐT-Kế"), null));
        String decomposed = Normalizer.normalize("BKHĐT-Kế", Normalizer.Form.NFD);

        assertThat(decomposed).isNotEqualTo("BKHĐT-Kế");
        assertThat(receiver(registry, decomposed, "2026-11-22")).isEqualTo("G05");
        assertThat(receiver(registry, "BKHĐT-K\u00EA\u0301", "2026-11-22")).isEqualTo("G05");
        // U+00D0 ETH looks like U+0110 and is another letter.
        assertThat(registry.resolve("BKH\u00D0T-Kế", TODAY)).isInstanceOf(Resolution.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {" K22", "K22\r\n", "\tK22 "})
    void ignoresSurroundingWhiteSpace(String code) {
        assertThat(receiver(registry(agency("K22")), code, "2026-11-22")).isEqualTo("K22");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k22",
                "Ｋ22",
                "K２2",
                "К22",
                "\u212A22",
                "K\u202E22",
                "\u202EK22",
                "K22\u200B",
                "\uFEFFK22",
                "K 22",
                "\u3000K22",
                "K22\u0000",
                "K22.01",
                "000.00.00.K22",
                "",
                " ",
                "' OR 1=1--"
            })
    void matchesNothingElse(String code) {
        assertThat(registry(agency("K22")).resolve(code, TODAY)).isEqualTo(new Resolution.Unknown(code));
    }

    @Test
    void matchesNothingOfAbsurdLength() {
        assertThat(registry(agency("K22")).resolve(" ".repeat(100_000) + "K22", TODAY))
                .isInstanceOf(Resolution.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "G22, true",
        "G12.18, true",
        "H37.DN.001, true",
        "000.00.00.G22, true",
        "000.00.15.H51, true",
        "Z01, true",
        "Z01.0101234567, true",
        "Z990101234567, true",
        "A00, true",
        "Y99, true",
        "G2, false",
        "G222, false",
        "g22, false",
        "G22., false",
        "G22..1, false",
        "G22.a, false",
        "00.00.00.G22, false",
        "000.00.00.Z22, false",
        "Z00, false",
        "Z1, false",
        "Z01., false",
        "2201, false",
        "'', false",
        "G22.0123456789012345678901234567890, true",
        "G22.01234567890123456789012345678901, false"
    })
    void tellsAWellFormedCode(String code, boolean wellFormed) {
        assertThat(AgencyCode.wellFormed(code)).isEqualTo(wellFormed);
    }

    @Test
    void listsAgenciesOfADay() {
        AgencyRegistry registry = registry(
                agency(
                        "G01",
                        List.of(code("G01", "2020-09-15", null), code("000.00.00.G01", null, null)),
                        List.of(),
                        Succession.mergedInto("000.00.00.G02", MERGER)),
                agency("000.00.00.G02", List.of(code("000.00.00.G02", null, null)), List.of(), null),
                agency(
                        "G02.01",
                        "000.00.00.G02",
                        List.of(code("G02.01", null, null)),
                        List.of(),
                        null,
                        new Period(LocalDate.parse("2026-01-01"), null)));

        assertThat(registry.listings(LocalDate.parse("2025-03-01")))
                .extracting(
                        AgencyListing::id,
                        AgencyListing::code,
                        AgencyListing::oldCode,
                        AgencyListing::deleted,
                        AgencyListing::modifiedAt)
                .containsExactly(
                        tuple("G01", "G01", "000.00.00.G01", true, Instant.parse("2025-02-28T17:00:00Z")),
                        tuple("000.00.00.G02", "000.00.00.G02", "000.00.00.G02", false, Instant.EPOCH));
        assertThat(registry.listings(LocalDate.parse("2025-02-28")).filter(AgencyListing::deleted))
                .isEmpty();
        assertThat(registry.listings(TODAY))
                .extracting(AgencyListing::parentId)
                .containsExactly(null, null, "000.00.00.G02");
    }

    @Test
    void coversWhatLiesBeneathTheScope() {
        AgencyRegistry registry = registry(
                agency("G02"),
                agency("G02.01", "G02", List.of(code("G02.01", null, null)), List.of(), null, Period.ALWAYS),
                agency("G03"));

        assertThat(registry.covers(Set.of("G02"), "G02.01", TODAY)).isTrue();
        assertThat(registry.covers(Set.of("G02.01"), "G02", TODAY)).isFalse();
        assertThat(registry.covers(Set.of("G03"), "G02.01", TODAY)).isFalse();
        assertThat(registry.covers(Set.of("G02"), "none", TODAY)).isFalse();
    }

    /** As many agencies as the axis had in 2025. The bound only tells a hash look-up from a scan. */
    @Test
    void holdsTheWholeAxis() {
        int count = 111_000;
        List<Agency> agencies = new ArrayList<>(count);
        agencies.add(agency("H00"));
        for (int i = 1; i < count; i++) {
            String id = "H00." + i;
            String old = String.format("%03d.%02d.%02d.H%02d", i % 1000, i / 1000 % 100, i / 100_000, 1 + i % 60);
            agencies.add(agency(
                    id,
                    "H00",
                    List.of(code(id, "2020-09-15", null), code(old, null, null)),
                    List.of(),
                    null,
                    Period.ALWAYS));
        }
        AgencyRegistry registry = AgencyRegistry.of(agencies);

        long start = System.nanoTime();
        for (int i = 1; i < count; i++) {
            assertThat(((Resolution.Found) registry.resolve("H00." + i, TODAY)).receiver())
                    .isSameAs(agencies.get(i));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(registry.listings(TODAY)).hasSize(count);
    }

    private static AgencyRegistry registry(Agency... agencies) {
        return AgencyRegistry.of(List.of(agencies));
    }

    private static String receiver(AgencyRegistry registry, String code, String at) {
        return ((Resolution.Found) registry.resolve(code, LocalDate.parse(at)))
                .receiver()
                .id();
    }
}
