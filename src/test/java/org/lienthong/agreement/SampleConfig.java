package org.lienthong.agreement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;

/** A stewards' directory with a ministry that has data (G01), one that asks (G15), others, and room for agreements. */
public final class SampleConfig {

    static final String AGENCIES = """
            agencies:
              - id: G01
                names: [{vi: Bộ Mẫu một}]
                codes: [{scheme: QD20, value: G01}, {scheme: QCVN102, value: 000.00.00.G01}]
                aliases: [BM1]
                systems: [{name: population, url: "https://population.g01.example/"}]
              - {id: G15, names: [{vi: Bộ Mẫu hai}], codes: [{scheme: QD20, value: G15}, {scheme: QCVN102, value: 000.00.00.G15}], aliases: [BM2]}
              - {id: G15.08, parent: G15, names: [{vi: Cục Mẫu}], codes: [{scheme: QD20, value: G15.08}]}
              - {id: G17, names: [{vi: Bộ Mẫu ba}], codes: [{scheme: QD20, value: G17}]}
              - {id: G04, names: [{vi: Bộ Mẫu cũ}], codes: [{scheme: QD20, value: G04}], mergedInto: {agency: G17, from: 2026-03-01}}
              - id: G07
                names: [{vi: Bộ Mẫu tách}]
                codes: [{scheme: QD20, value: G07}]
                splitInto: {agencies: [G15, G17], from: 2026-03-01}
              - {id: G09, names: [{vi: Bộ Mẫu nhận}], codes: [{scheme: QD20, value: G09}]}
              - {id: G05, names: [{vi: Bộ Mẫu cấp}], codes: [{scheme: QD20, value: G05}], mergedInto: {agency: G09, from: 2026-06-01}}
              - {id: G08, names: [{vi: Bộ Mẫu đóng}], codes: [{scheme: QD20, value: G08}], to: 2026-03-01}
            """;

    static final String PURPOSES = """
            purposes:
              - {code: birth-registration, vi: Đăng ký khai sinh, en: Register a birth}
              - {code: inspection, vi: Thanh tra, en: Inspect}
              - {code: tax-administration, vi: Quản lý thuế, en: Administer taxes}
            """;

    public static final String CITIZEN = """
            title: {vi: Tra cứu công dân, en: Fetch a citizen}
            system: population
            purposes: [birth-registration, inspection]
            input: any.schema.json
            output: any.schema.json
            subject: /soDinhDanh
            match: /hoTen
            deadline: 5s
            fields:
              - {path: hoTen, vi: Họ tên, en: Name}
              - {path: thuongTru.maTinh, vi: Mã tỉnh, en: Province code}
              - {path: thuongTru.chiTiet, vi: Chi tiết, en: Details}
              - {path: nhomMau, dataClass: sensitive, vi: Nhóm máu, en: Blood group}
            """;

    private final Path root;

    public SampleConfig(Path root) {
        this.root = root;
        write("agencies/all.yaml", AGENCIES);
        write("purposes.yaml", PURPOSES);
        write("schemas/any.schema.json", "{\"type\": \"object\"}");
        write("services/G01/citizen.yaml", CITIZEN);
    }

    public SampleConfig write(String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param items of the list of agreements, each in flow style */
    public SampleConfig agreements(String... items) {
        return write("agreements/all.yaml", "agreements:\n  - " + String.join("\n  - ", items) + "\n");
    }

    /** An agreement of G15 about the fetching of a citizen; {@code more} overrides nothing, it adds. */
    public static String agreement(String id, String more) {
        return agreement(id, "G15", "birth-registration", more);
    }

    public static String agreement(String id, String consumer, String purpose, String more) {
        return "{id: " + id + ", provider: G01, service: citizen, consumer: " + consumer + ", purposes: [" + purpose
                + "], legalBasis: Luật Mẫu Điều 1, fields: [hoTen, thuongTru.maTinh], contact: chiase@g01.example,"
                + " quota: {perSecond: 5, perDay: 100}" + more + "}";
    }

    public Path root() {
        return root;
    }

    public Agencies agencies() {
        return TestAgencies.of(root.resolve("agencies"));
    }

    public Agreements load(Clock clock) {
        return TestAgreements.of(root, agencies(), clock);
    }
}
