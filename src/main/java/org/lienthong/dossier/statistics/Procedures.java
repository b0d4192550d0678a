package org.lienthong.dossier.statistics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lienthong.codelist.Code;
import org.lienthong.codelist.CodeLists;

/** The procedures of the code list {@code procedure}; immutable, safe for any thread. */
public final class Procedures {

    /** Letters, digits and the dot of {@code 1.001193}; an owner's suffix may follow. */
    private static final int CODE_LENGTH = 8;

    private static final String LIST = "procedure";

    private record Content(List<Procedure> all, Map<String, List<Procedure>> byCode) {}

    private final Supplier<Content> content;

    public Procedures(List<Procedure> all) {
        Map<String, List<Procedure>> byCode = new HashMap<>();
        all.forEach(one ->
                byCode.computeIfAbsent(one.code(), code -> new ArrayList<>(1)).add(one));
        Content fixed = new Content(List.copyOf(all), byCode);
        this.content = () -> fixed;
    }

    private Procedures(Supplier<Content> content) {
        this.content = content;
    }

    /** Those that are in force whenever they are asked. */
    static Procedures following(Supplier<Procedures> current) {
        return new Procedures(() -> current.get().content.get());
    }

    /**
     * Those of the list; none when there is no such list.
     *
     * @throws IllegalArgumentException naming the code whose row says nothing useful
     */
    public static Procedures of(CodeLists lists) {
        return new Procedures(
                lists.names().contains(LIST)
                        ? lists.rows(LIST).stream().map(Procedures::procedure).toList()
                        : List.of());
    }

    private static Procedure procedure(Code row) {
        Map<String, String> columns = row.columns();
        try {
            return new Procedure(
                    row.value(),
                    columns.getOrDefault("vi", ""),
                    columns.getOrDefault("field", ""),
                    columns.getOrDefault("field-name", ""),
                    Integer.parseInt(columns.getOrDefault("time", "")),
                    Procedure.Unit.of(columns.getOrDefault("unit", "")),
                    yes(columns, "fee"),
                    yes(columns, "paper"),
                    row.from(),
                    row.to());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The code list procedure, code " + row.value() + ": " + e.getMessage(), e);
        }
    }

    private static boolean yes(Map<String, String> columns, String column) {
        String cell = columns.getOrDefault(column, "");
        if (!cell.equals("yes") && !cell.equals("no")) {
            throw new IllegalArgumentException(column + " must be yes or no");
        }
        return cell.equals("yes");
    }

    public List<Procedure> all() {
        return content.get().all();
    }

    /** @param code with or without its owner's suffix */
    public @Nullable Procedure find(String code, LocalDate day) {
        List<Procedure> found = content.get().byCode().get(base(code));
        if (found != null) {
            for (Procedure one : found) {
                if (one.validOn(day)) {
                    return one;
                }
            }
        }
        return null;
    }

    /** Without the owner's suffix: {@code 1.004616} of {@code 1.004616.000.00.00.H56}. */
    static String base(String code) {
        return code.length() > CODE_LENGTH ? code.substring(0, CODE_LENGTH) : code;
    }
}
