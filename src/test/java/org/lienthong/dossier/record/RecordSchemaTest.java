package org.lienthong.dossier.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lienthong.dossier.RecordKind;
import org.lienthong.dossier.SourceMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The shipped schemas say what the hub's own reading of records says, as far as a schema can. */
class RecordSchemaTest {

    /** What no schema can say: days that do not exist, the present, property names below unknown ones, that some day is given. */
    private static final Set<Reason> BEYOND =
            EnumSet.of(Reason.INVALID_DATE, Reason.DATE_OUT_OF_RANGE, Reason.INVALID_TEXT, Reason.TOO_DEEP);

    private static final List<String> VALUES = List.of(
            "null",
            "\"\"",
            "\"0\"",
            "\"1\"",
            "\"2\"",
            "\"4\"",
            "\"10\"",
            "\"x\"",
            "1",
            "7",
            "-1",
            "true",
            "[]",
            "{}",
            "[1]",
            "[{}]",
            "[null]",
            "\"20260230101010\"",
            "\"20260228101010\"",
            "\"19991231235959\"",
            "\"2026\"",
            "\"http://a.example/b\"",
            "\"https:/a\"",
            "\"True\"",
            "\"1.000001.H56\"",
            "\"1.000001.\"",
            "\"G15-LV01\"",
            "\"H56-260101-0001\"",
            "\"0".repeat(1) + "123456789\"",
            "\"" + "a".repeat(60) + "\"",
            "\"" + "b".repeat(1001) + "\"",
            "\"" + "c".repeat(4001) + "\"",
            "\"000000000000\"",
            "\"000000000\"",
            "123456789012345");

    private final JsonMapper json = JsonMapper.shared();

    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void agreesWithTheHub(RecordKind kind) throws IOException {
        boolean dossiers = kind == RecordKind.DOSSIER;
        Schema schema = SchemaRegistry.withDialect(Dialects.getDraft202012())
                .getSchema(Files.readString(
                        Path.of("config/schemas", dossiers ? "dossier.schema.json" : "progress.schema.json")));
        RecordReader reader = new RecordReader(
                kind, SourceMapping.NONE, Instant.parse("2026-11-22T00:00:00Z").getEpochSecond());
        Random random = new Random(7);
        int sound = 0;
        int rounds = 6000;
        for (int round = 0; round < rounds; round++) {
            ObjectNode record = full(dossiers);
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                change(record, random);
            }
            String text = json.writeValueAsString(record);
            boolean valid = schema.validate(text, InputFormat.JSON).isEmpty();
            Reading reading = read(reader, text);
            if (reading.isSound()) {
                sound++;
                assertThat(valid)
                        .as("sound for the hub, not for the schema: %s", text)
                        .isTrue();
            } else if (valid) {
                assertThat(reading.defects()).as(text).allMatch(RecordSchemaTest::isBeyond);
            }
        }
        assertThat(sound).isBetween(rounds / 20, rounds - rounds / 20);
    }

    private static boolean isBeyond(Defect defect) {
        return BEYOND.contains(defect.reason()) || defect.equals(new Defect("/NgayTiepNhan", Reason.MISSING));
    }

    private ObjectNode full(boolean dossiers) throws IOException {
        if (!dossiers) {
            String line = Files.readString(Path.of("examples/dossiers/progress.ndjson"))
                    .lines()
                    .findFirst()
                    .orElseThrow();
            return (ObjectNode) json.readTree(line);
        }
        ObjectNode record = (ObjectNode) json.readTree(SampleRecords.dossier());
        record.set("DanhSachHoSoBoSung", json.readTree("""
                [{"HoSoBoSungId":1,"NgayBoSung":"20261120090000","TrangThaiBoSung":true,"NgayHenTraMoi":"20261121170000",
                  "DanhSachGiayToBoSung":[{"TenGiayTo":"Giấy","SoLuong":1}],"DanhSachLePhiBoSung":[{"Gia":0}]}]"""));
        record.set("DanhSachGiayToKetQua", json.readTree("""
                [{"TenGiayTo":"Giấy khai sinh","MaGiayToKetQua":"KQ.G15.000031","DuongDanTepTinKetQua":"https://a.example/1"}]"""));
        return record;
    }

    /** Another value, one property less, or one more, at any depth. */
    private void change(ObjectNode record, Random random) {
        ObjectNode target = record;
        while (random.nextInt(3) == 0) {
            List<ObjectNode> below = target.properties().stream()
                    .filter(entry -> entry.getValue() instanceof ArrayNode list
                            && !list.isEmpty()
                            && list.get(0) instanceof ObjectNode)
                    .map(entry -> (ObjectNode) entry.getValue().get(0))
                    .collect(Collectors.toList());
            if (below.isEmpty()) {
                break;
            }
            target = below.get(random.nextInt(below.size()));
        }
        List<String> names = List.copyOf(target.propertyNames());
        if (names.isEmpty()) {
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        JsonNode value = json.readTree(VALUES.get(random.nextInt(VALUES.size())));
        switch (random.nextInt(8)) {
            case 0 -> target.remove(name);
            case 1 ->
                target.set(
                        List.of("Moi", "@type", "__proto__", "$ref", "x".repeat(101))
                                .get(random.nextInt(5)),
                        value);
            default -> {
                // As an integer an identifier has lost its leading zeros: what then is wrong with it is not compared.
                if (!(name.equals("SoDinhDanh") && value.isNumber())) {
                    target.set(name, value);
                }
            }
        }
    }

    private static Reading read(RecordReader reader, String text) {
        try {
            byte[] bytes = text.getBytes(UTF_8);
            return reader.read(bytes, 0, bytes.length, text.contains("\\"));
        } catch (MalformedRecord e) {
            throw new AssertionError(text, e);
        }
    }
}
