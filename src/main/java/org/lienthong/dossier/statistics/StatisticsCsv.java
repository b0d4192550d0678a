package org.lienthong.dossier.statistics;

import org.jspecify.annotations.Nullable;

/** Figures as RFC 4180 text: a line per row and indicator. */
final class StatisticsCsv {

    private static final String HEAD = "period,by,key,name,indicator,numerator,denominator,value,unit,basis\r\n";

    private StatisticsCsv() {}

    static String of(Statistics.Answer answer) {
        StringBuilder text = new StringBuilder(HEAD);
        answer.rows().forEach(row -> append(answer, row, text));
        append(answer, answer.total(), text);
        return text.toString();
    }

    private static void append(Statistics.Answer answer, Statistics.Row row, StringBuilder text) {
        for (Indicator.Figure figure : row.indicators()) {
            line(
                    text,
                    answer.period(),
                    answer.by(),
                    row.key(),
                    row.name(),
                    figure.indicator(),
                    figure.numerator(),
                    figure.denominator(),
                    figure.value(),
                    figure.unit(),
                    figure.basis());
        }
    }

    static void line(StringBuilder text, @Nullable Object... cells) {
        for (int i = 0; i < cells.length; i++) {
            text.append(i == 0 ? "" : ",").append(cell(cells[i]));
        }
        text.append("\r\n");
    }

    /** Quoted where needed; a leading sign that a spreadsheet would run as a formula is made harmless. */
    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        if (value instanceof String && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        boolean quoted = text.contains(",") || text.contains("\"") || text.contains("\n") || text.contains("\r");
        return quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
