package org.lienthong.dossier.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.codelist.CodeLists;
import org.lienthong.dossier.DossierCode;
import org.lienthong.dossier.DossierState;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.statistics.Procedures;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DossierStreamTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final LocalDate FROM = LocalDate.of(2026, 7, 1);

    static Load load(long dossiers, Faults faults) {
        return new Load(
                7,
                FROM,
                LocalDate.of(2026, 10, 1),
                dossiers,
                Sender.of(AgencyRegistry.load(Path.of("config/agencies")), FROM),
                Procedures.of(CodeLists.read(Path.of("config/codelists"))).all(),
                faults);
    }

    private static List<String> all(Load load) {
        List<String> all = new ArrayList<>();
        DossierStream stream = new DossierStream(load);
        while (stream.next()) {
            all.add(new String(stream.bytes(), StandardCharsets.UTF_8));
        }
        return all;
    }

    @Test
    void givesTheSameBytesForTheSameSeed() {
        Load load = load(500, new Faults(0.05, 0.05, 0.2));

        assertThat(all(load)).isEqualTo(all(load)).hasSizeGreaterThan(2_000);
    }

    @Test
    void sendsEveryStepOfEveryDossierInItsOrder() {
        Load load = load(800, Faults.NONE);
        Map<String, List<String>> states = new HashMap<>();
        for (String record : all(load)) {
            JsonNode json = JSON.readTree(record);
            states.computeIfAbsent(json.get("MaHoSo").stringValue(), code -> new ArrayList<>())
                    .add(
                            json.has("TrangThai")
                                    ? json.get("TrangThai").stringValue()
                                    : json.get("TrangThaiHoSo").stringValue());
        }

        Truth truth = new Truth(load);
        for (int number = 0; number < load.dossiers(); number++) {
            TrueDossier dossier = truth.of(number);
            List<String> told = dossier.steps().stream()
                    .map(step -> Integer.toString(step.state().number()))
                    .toList();
            assertThat(states.getOrDefault(dossier.code(), List.of())).isEqualTo(told);
        }
    }

    @Test
    void makesUpHistoriesThatCanBe() {
        Load load = load(3_000, Faults.NONE);
        Truth truth = new Truth(load);
        Set<String> codes = new HashSet<>();
        Set<DossierState> reached = new HashSet<>();
        for (int number = 0; number < load.dossiers(); number++) {
            TrueDossier dossier = truth.of(number);
            assertThat(DossierCode.parse(dossier.code())).isNotNull();
            assertThat(codes.add(dossier.code())).isTrue();
            TrueDossier.Step before = null;
            for (TrueDossier.Step step : dossier.steps()) {
                reached.add(step.state());
                if (before != null) {
                    assertThat(before.state().mayBecome(step.state()))
                            .as("%s: %s", dossier.code(), dossier.steps())
                            .isTrue();
                    assertThat(step.at()).isGreaterThanOrEqualTo(before.at());
                    if (step.state() != before.state()) {
                        assertThat(step.at()).isGreaterThan(before.at());
                    }
                }
                before = step;
            }
        }
        assertThat(reached).containsExactlyInAnyOrder(DossierState.values());
    }

    @Test
    void tellsLateAndTwiceAndWronglyOnlyAsAskedFor() {
        Load load = load(2_000, new Faults(0.1, 0.1, 0.5));
        DossierStream stream = new DossierStream(load);
        int records = 0;
        int repeated = 0;
        int rewritten = 0;
        while (stream.next()) {
            records++;
            repeated += stream.repeated() ? 1 : 0;
            if (stream.rewritten() && !stream.repeated()) {
                rewritten++;
                JsonNode json = JSON.readTree(stream.bytes());
                assertThat(stream.kind()).isEqualTo(RecordKind.DOSSIER);
                assertThat(json.get("TrangThaiHoSo").stringValue()).isEqualTo("9");
            }
        }

        assertThat(repeated / (double) (records - repeated)).isBetween(0.08, 0.12);
        assertThat(rewritten).isBetween(50, 400);
        assertThat(all(load)).isNotEqualTo(all(load(2_000, Faults.NONE)));
    }

    @Test
    void givesAsManyRecordsAsAskedFor() {
        Load load = RecordCount.ofRecords(load(1, new Faults(0, 0.1, 0)), 20_000);
        DossierStream stream = new DossierStream(load);
        int records = 0;
        while (stream.next()) {
            records++;
        }

        assertThat(records).isBetween(20_000, 23_000);
    }

    @Test
    void knowsBothSetsOfFields() {
        List<String> dossiers = all(load(400, Faults.NONE)).stream()
                .filter(record -> record.contains("TrangThaiHoSo"))
                .toList();

        assertThat(dossiers).anyMatch(record -> record.contains("KenhThucHien"));
        assertThat(dossiers).anyMatch(record -> record.contains("SoBienNhan") && !record.contains("KenhThucHien"));
    }
}
