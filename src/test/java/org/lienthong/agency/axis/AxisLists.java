package org.lienthong.agency.axis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Made-up lists in the axis' wire format. */
final class AxisLists {

    private AxisLists() {}

    static String answer(String... items) {
        return "{\"status\":\"OK\",\"ErrorCode\":\"0\",\"ErrorDesc\":\"\",\"data\":[" + String.join(",", items) + "]}";
    }

    static AxisList list(String... answers) {
        AxisList list = new AxisList();
        for (String answer : answers) {
            list.read(new ByteArrayInputStream(answer.getBytes(UTF_8)), "answer", count -> {});
        }
        return list;
    }

    /** An item of {@code getSynchronizeUnit}. */
    static String unit(String id, String pid, String code, String name) {
        return """
                {"id":"%s","pid":"%s","code":"%s","name":"%s","mail":"","version":3,"centerCode":"c",\
                "deleted":false,"modifyDate":"01/11/2026 08:00:00","isAgency":true}""".formatted(id, pid, code, name);
    }

    static String deleted(String unit) {
        return unit.replace("\"deleted\":false", "\"deleted\":true");
    }

    /** An item of {@code getAgenciesListQD20}. */
    static String qd20(String id, String code, String code102, String name) {
        return """
                {"id":"%s","code":"%s","name":"%s","mail":"vanthu@a.example","code102":"%s"}""".formatted(id, code, name, code102);
    }

    /**
     * Writes a whole tree as {@code getSynchronizeUnit} answers it: {@code tops} ministries and provinces, the rest
     * beneath them and beneath their departments.
     */
    static Path generated(Path file, int tops, int units) {
        try (Writer out = Files.newBufferedWriter(file, UTF_8)) {
            out.write("{\"status\":\"OK\",\"ErrorCode\":\"0\",\"ErrorDesc\":\"\",\"data\":[");
            int written = 0;
            for (int top = 0; top < tops; top++) {
                String code = "%c%02d".formatted('A' + top / 99, 1 + top % 99);
                out.write((written++ == 0 ? "" : ",") + unit("t" + top, "", code, "Cơ quan cấp một " + code));
                int share = (units - tops) / tops + (top < (units - tops) % tops ? 1 : 0);
                for (int i = 0; i < share; i++) {
                    int department = i / 40;
                    boolean above = i % 40 == 0;
                    String own =
                            above ? code + "." + (100 + department) : code + "." + (100 + department) + "." + i % 40;
                    String pid = above ? "t" + top : "d" + top + "-" + department;
                    String id = above ? "d" + top + "-" + department : "u" + top + "-" + i;
                    out.write("," + unit(id, pid, own, "Đơn vị mẫu số " + i + " thuộc cơ quan " + code));
                    written++;
                }
            }
            out.write("]}");
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
